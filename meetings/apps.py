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
            desk,
            documents,
            facts,
            front,
            own_data,
            pages,
            search,
        )

        badges.register(draft="ring", convened="half", in_session="dot", held="tick", cancelled="dash")
        navigation.register(_("Meetings"), "meetings:meeting-list", order=30)
        navigation.register_own(
            _("My calendar"), _("Your meetings in your own calendar."), "meetings:own-calendar", order=30
        )
