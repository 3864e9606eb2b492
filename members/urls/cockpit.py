"""The addresses of the coordinator's overviews; after those whose first word could be the name of a body."""

from django.urls import path

from members.views import cockpit

urlpatterns = [
    path("tyopoyta/", cockpit.body_cockpit, name="body-cockpit"),
    path("tyopoyta/<slug:slug>/", cockpit.body_workbench, name="body-workbench"),
]
