"""The address of the page about the open data; those of the data itself stand in `members.api`, outside all languages."""

from django.urls import path

from members.views import open_data as views

urlpatterns = [path("avoin-data/", views.open_data, name="open-data")]
