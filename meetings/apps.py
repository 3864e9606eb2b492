"""Meetings, as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    """Meetings, their agendas and papers."""

    name = "meetings"
    verbose_name = _("Meetings")

    def ready(self) -> None:
        """Register with the portal what it shows of meetings."""
        from portal import badges, navigation

        from . import (  # noqa: F401 - each registers by being imported
            demo,
            demo_minutes,
            demo_planning,
            demo_session,
            desk,
            documents,
            facts,
            front,
            minutes_desk,
            minutes_document,
            own_data,
            pages,
            search,
        )

        badges.register(draft="ring", convened="half", in_session="dot", held="tick", cancelled="dash")
        badges.register(signed="half", under_inspection="half", approved="tick", change_asked="triangle")
        navigation.register(_("Meetings"), "meetings:meeting-list", order=30)
        badges.register(waiting="half", taken="tick")
        navigation.register_own(
            _("My proposals"),
            _("What you have proposed for agendas, and what became of it."),
            "meetings:own-proposals",
            order=40,
        )
        navigation.register_own(
            _("My calendar"), _("Your meetings in your own calendar."), "meetings:own-calendar", order=30
        )
