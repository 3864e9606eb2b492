"""Grants, as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GrantsConfig(AppConfig):
    """Kinds of grants, calls with their questions, and applications."""

    name = "grants"
    verbose_name = _("Grants")

    def ready(self) -> None:
        """Register with the portal what it shows of grants."""
        from portal import badges, navigation

        from . import (  # noqa: F401 - each registers by being imported
            copies,
            demo,
            demo_applications,
            demo_risks,
            desk,
            desk_applying,
            desk_risks,
            documents,
            facts,
            front,
            organisation_page,
            own_data,
            search,
        )

        badges.register(
            grant_draft="ring",
            grant_coming="half",
            grant_open="dot",
            grant_closed="square",
            grant_cancelled="dash",
            file_added="tick",
            file_removed="dash",
            file_replaced="half",
            file_renamed="half",
            file_promised="ring",
            file_delivered="tick",
            file_not_promised="dash",
            risk_open="triangle",
            risk_averted="tick",
            risk_ended="square",
        )
        navigation.register(_("Grants"), "grants:call-list", order=35)
        navigation.register_own(
            _("My applications"), _("Grants that you apply for."), "grants:application-list", order=40
        )
