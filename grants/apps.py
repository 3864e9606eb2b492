"""Grants, as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GrantsConfig(AppConfig):
    """Kinds of grants, calls and applications."""

    name = "grants"
    verbose_name = _("Grants")

    def ready(self) -> None:
        """Register with the portal what it shows of grants."""
        from portal import navigation

        from . import copies, desk_applying, facts  # noqa: F401 - each registers by being imported

        navigation.register_own(
            _("My applications"), _("Grants that you apply for."), "grants:application-list", order=40
        )
