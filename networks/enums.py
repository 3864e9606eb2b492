"""The choices of networks."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class NetworkKind(models.TextChoices):
    """What sort of cooperation it is; the values are those of the region's data."""

    NETWORK = "jarjestoverkosto", _("Network of associations")
    EXPERT = "asiantuntijaverkosto", _("Network of professionals")
    ORGANISATION = "jarjesto", _("Single association")
    COOPERATION_BODY = "jarjestojen_yhteistyoelin", _("Cooperation body of associations")
    NETWORK_ORGANISATION = "verkostojarjesto", _("Network organisation")
    NATIONAL = "valtakunnallinen_verkosto", _("National network")
    WEB_SERVICE = "verkkopalvelu", _("Web service")
    FORUM = "foorumi", _("Forum")
    STRUCTURE = "jarjestoyhteistyon_rakenne", _("Structure of cooperation")
    COOPERATION_GROUP = "jarjestoyhteistyoryhma", _("Cooperation group")
    INTERNAL = "sisainen_verkosto", _("Internal network of the county")
    MULTIDISCIPLINARY = "monialainen_yhteistyoryhma", _("Multidisciplinary group")
    AUTHORITIES = "viranomaisverkosto", _("Network of authorities")
    MODEL = "toimintamalli", _("Way of working")
    MEETING_PLACE = "kohtaamispaikka", _("Open meeting place")
    SERVICES = "palveluverkosto", _("Service network")
    VOLUNTEERS = "vapaaehtoistoiminta", _("Coordinated volunteering")
    OUTREACH = "jalkautuva_yhteistyo", _("Outreach")
    PARTICIPATION = "osallisuus", _("Participation of clients and residents")
    INFLUENCE_BODY = "vaikuttamistoimielin", _("Influence body")


class CountPrecision(models.TextChoices):
    """How exactly a number is known."""

    EXACT = "exact", _("exactly")
    APPROXIMATE = "approx", _("about")
    ALMOST = "almost", _("almost")
    MORE_THAN = "more_than", _("more than")
    AT_LEAST = "at_least", _("at least")


class RoomKind(models.TextChoices):
    """Whether there is a room, or somebody needs one."""

    OFFER = "offer", pgettext_lazy("room", "Offered")
    WISH = "wish", pgettext_lazy("room", "Looked for")


class RoomPrice(models.TextChoices):
    """What a room costs those who use it."""

    FREE = "free", pgettext_lazy("room", "Free of charge")
    AT_COST = "at_cost", pgettext_lazy("room", "At cost")
    RENT = "rent", pgettext_lazy("room", "For rent")


class RoomState(models.TextChoices):
    """Where a notice stands today."""

    SHOWN = "shown", pgettext_lazy("notice of a room", "Shown")
    OVER = "over", pgettext_lazy("notice of a room", "Its time is over")
    ENDED = "ended", pgettext_lazy("notice of a room", "Taken down")
