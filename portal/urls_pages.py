"""Pages of the portal that belong to no single app."""

from django.urls import path

from portal.views import about, guide, preview, search

urlpatterns = [
    path("haku/", search.search, name="search"),
    path("esikatselu/", preview.preview, name="text-preview"),
    path("osat/", guide.guide, name="guide"),
    path("saavutettavuus/", about.accessibility, name="accessibility"),
    path("saavutettavuus/palaute/", about.accessibility_feedback, name="accessibility-feedback"),
    path("tietosuoja/", about.privacy, name="privacy"),
]
