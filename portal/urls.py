"""Every address of the portal. Finnish paths stand without a prefix, the other languages under /sv/ and /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from grants import api as grants_api
from members import api
from portal.views import front, health

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    # For programs: one address in whatever language.
    path("avoin-data/v1/", api.addresses()),
    path("avoin-data/avustukset/v1/", grants_api.addresses()),
    *i18n_patterns(
        path("", front.front, name="front"),
        path("", include("portal.urls_account")),
        path("", include("portal.urls_documents")),
        path("", include("portal.urls_pages")),
        # Before those of members, whose workbench takes any word for the short name of a body.
        path("", include("grants.urls")),
        path("", include("members.urls")),
        path("", include("networks.urls")),
        path("", include("meetings.urls")),
        path("hallinta/", admin.site.urls),
        prefix_default_language=False,
    ),
]

handler400 = "portal.views.errors.bad_request"
handler403 = "portal.views.errors.not_found"
handler404 = "portal.views.errors.not_found"
handler500 = "portal.views.errors.server_error"
