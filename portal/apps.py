"""The shared part of the portal, as Django sees it."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig
from django.contrib.staticfiles.apps import StaticFilesConfig as DjangoStaticFilesConfig
from django.db.models.signals import post_migrate
from django.forms import Field
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    """Sign-in, documents, mail, search and the pages round them."""

    name = "portal"
    verbose_name = _("Portal")

    def ready(self) -> None:
        """Check the county's colours at start, and show the way to the start page: one's own desk when signed in."""
        from . import checks, navigation, page_changes  # noqa: F401 - checks register by being imported

        # Django's own words only say what is wrong; a field says what to do.
        Field.default_error_messages["required"] = _("Fill this in.")
        post_migrate.connect(page_changes.watch_tables, sender=self)

        navigation.register(_("Front page"), "front", order=0, audience=navigation.VISITORS)
        navigation.register(_("Desk"), "front", order=0, audience=navigation.SIGNED_IN, counts_desk=True)


class AdminConfig(DjangoAdminConfig):
    """The admin panel of the secretariat, with a sign-in that goes through allauth."""

    default_site = "portal.site.PortalAdminSite"


class StaticFilesConfig(DjangoStaticFilesConfig):
    """Static files without those that no page uses: compressing them would take longer than all the rest."""

    ignore_patterns = [
        *DjangoStaticFilesConfig.ignore_patterns,
        *("*.rtl.*", "bootstrap.css*", "bootstrap-*", "htmax-*", "htmx-4*", "htmx-2.js"),
    ]
