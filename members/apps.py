"""Organisations, bodies and seats, as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    """Who represents whom: organisations, bodies, terms, seats and the people in them."""

    name = "members"
    verbose_name = _("Organisations, bodies and seats")

    def ready(self) -> None:
        """Tell the shared parts what this app adds to them."""
        from portal import badges, navigation

        from . import (  # noqa: F401 - each registers by being imported
            demo,
            demo_people,
            demo_register,
            demo_rounds,
            demo_seats,
            desk,
            facts,
            front,
            own_data,
            rounds_shown,
            search,
            sections,
            signing_in,
        )
        from .rules import is_secretariat, runs_body

        badges.register(planned="ring", active="dot", ended="square")
        badges.register(
            submitted="half", confirmed="tick", declined="dash", withdrawn="square", set_aside="dash"
        )
        navigation.register(_("Groups"), "members:body-list", order=20)
        navigation.register(_("Organisations"), "members:organisation-list", order=30)
        navigation.register_own(
            _("My organisations"),
            _("For whom you act, and what you have asked for."),
            "members:own-organisations",
            order=30,
        )
        navigation.register(
            _("My groups"),
            "members:body-cockpit",
            order=15,
            audience=navigation.SIGNED_IN,
            shows=lambda user: is_secretariat(user) or runs_body(user),
        )
        navigation.register_own(
            _("My seats"), _("Where you sit and whom you speak for."), "members:person-seats", order=10
        )
        navigation.register_own(
            _("My contact data"),
            _("How you are reached, and who sees it."),
            "members:person-contact",
            order=20,
        )
