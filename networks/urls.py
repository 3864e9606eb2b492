"""The addresses of the directory of networks."""

from django.urls import path

from . import views

app_name = "networks"
urlpatterns = [
    path("verkostot/", views.NetworkList.as_view(), name="network-list"),
    path("verkostot/palvelulinjat/", views.ServiceLineList.as_view(), name="service-line-list"),
    path("verkostot/<slug:slug>/", views.NetworkDetail.as_view(), name="network-detail"),
]
