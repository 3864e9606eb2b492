"""The choices of networks."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
