"""Who represents whom: regions, organisations, people, bodies, terms, seats and nominations."""

from .body import Body, BodyRole, BodyRule, BodyRules, Nominator
from .category import Category, CategoryScheme
from .document import BodyDocument, BodyDocumentVersion, PlannedAction
from .nomination import Nomination, Score, SettingAside
from .organisation import (
    JoinRequest,
    Organisation,
    OrganisationInvitation,
    OrganisationRole,
    OrganisationUnit,
)
from .person import Office, OutsideSeat, Person, PersonAct, SpeakingRight
from .region import Municipality, Region, RegionRole
from .register import ImportRow, OrganisationImport
from .rounds import Criterion, NominationRound
from .term import Mandate, Seat, SeatGroup, Term

__all__ = [
    "Body",
    "BodyDocument",
    "BodyDocumentVersion",
    "BodyRole",
    "BodyRule",
    "BodyRules",
    "Category",
    "CategoryScheme",
    "Criterion",
    "ImportRow",
    "JoinRequest",
    "Mandate",
    "Municipality",
    "Nomination",
    "NominationRound",
    "Nominator",
    "Office",
    "Organisation",
    "OrganisationImport",
    "OrganisationInvitation",
    "OrganisationRole",
    "OrganisationUnit",
    "OutsideSeat",
    "Person",
    "PersonAct",
    "PlannedAction",
    "Region",
    "RegionRole",
    "Score",
    "Seat",
    "SeatGroup",
    "SettingAside",
    "SpeakingRight",
    "Term",
]
