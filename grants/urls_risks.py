"""The addresses of activities at risk."""

from django.urls import include, path

from .views import risk_work, risks

of_risk = [
    path("", risks.risk_detail, name="risk-detail"),
    path("muuta/", risks.risk_change, name="risk-change"),
    path("paata/", risks.risk_close, name="risk-close"),
]

urlpatterns = [
    path("avustukset/uhat/", risks.risk_list, name="risk-list"),
    path("avustukset/uhat/uusi/<int:pk>/", risks.risk_create, name="risk-create"),
    path("avustukset/uhat/<uuid:key>/", include(of_risk)),
    path("tyopoyta/avustukset/uhat/", risk_work.risk_work, name="risk-work"),
    path("tyopoyta/avustukset/uhat/csv/", risk_work.risk_csv, name="risk-csv"),
    path("tyopoyta/avustukset/uhat/xlsx/", risk_work.risk_xlsx, name="risk-xlsx"),
]
