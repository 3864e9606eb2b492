"""Makes records for tests: valid by default, every field open to the test."""

from datetime import date, timedelta
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory, Password

from grants import models as grants
from grants.enums import CallState, FundingChannel, QuestionKind, RiskCertainty
from meetings import models as meetings
from meetings.documents import AGENDA
from meetings.enums import CallCause, Capacity, Ground, ItemKind, MeetingState, ProposalSource
from members import models as members
from members.enums import (
    BodyDocumentKind,
    BodyKind,
    BodyStatus,
    ImportState,
    NominationState,
    OrganisationRoleKind,
    RoundState,
    RowFate,
    SeatKind,
    Verification,
)
from networks import models as networks
from networks.enums import NetworkKind, RoomKind, RoomPrice
from portal import models as portal
from portal.enums import Audience, DocumentState, Language


class UserFactory(DjangoModelFactory):
    """Somebody who can sign in with the password `password`."""

    class Meta:
        model = portal.User

    email = factory.Sequence(lambda n: f"user{n}@example.org")
    name = factory.Sequence(lambda n: f"Testi Käyttäjä {n}")
    password = Password("password")


class RegionFactory(DjangoModelFactory):
    """The region Testimaa."""

    class Meta:
        model = members.Region
        django_get_or_create = ["slug"]

    slug = "testimaa"
    name = "Testimaan hyvinvointialue"
    area_name = "Testimaa"


class MunicipalityFactory(DjangoModelFactory):
    """A municipality of the region."""

    class Meta:
        model = members.Municipality

    region = factory.SubFactory(RegionFactory)
    slug = factory.Sequence(lambda n: f"kunta-{n}")
    code = factory.Sequence(lambda n: f"{n % 1000:03}")
    name = factory.Sequence(lambda n: f"Kunta {n}")
    latitude = "61.50"
    longitude = "23.80"


class CategorySchemeFactory(DjangoModelFactory):
    """A classification."""

    class Meta:
        model = members.CategoryScheme
        django_get_or_create = ["slug"]

    slug = "luokitus"
    name = "Luokitus"


class CategoryFactory(DjangoModelFactory):
    """A class of it."""

    class Meta:
        model = members.Category

    scheme = factory.SubFactory(CategorySchemeFactory)
    slug = factory.Sequence(lambda n: f"luokka-{n}")
    order = factory.Sequence(lambda n: n + 1)
    name = factory.Sequence(lambda n: f"Luokka {n}")


class OrganisationFactory(DjangoModelFactory):
    """An association without numbers."""

    class Meta:
        model = members.Organisation

    name = factory.Sequence(lambda n: f"Testiyhdistys {n} ry")


class PersonFactory(DjangoModelFactory):
    """Somebody who may sit in a body."""

    class Meta:
        model = members.Person

    name = factory.Sequence(lambda n: f"Tessa Testinen {n}")


class OutsideSeatFactory(DjangoModelFactory):
    """A group outside the portal in which a person sits."""

    class Meta:
        model = members.OutsideSeat

    person = factory.SubFactory(PersonFactory)
    group = factory.Sequence(lambda n: f"Ohjausryhmä {n}")
    valid_from = date(2025, 1, 1)


class BodyFactory(DjangoModelFactory):
    """A public cooperation group."""

    class Meta:
        model = members.Body

    region = factory.SubFactory(RegionFactory)
    slug = factory.Sequence(lambda n: f"ryhma-{n}")
    kind = BodyKind.COOPERATION_GROUP
    status = BodyStatus.ACTIVE
    name = factory.Sequence(lambda n: f"Testimaan yhteistyöryhmä {n}")
    short_name = factory.Sequence(lambda n: f"Yhteistyöryhmä {n}")


class BodyRulesFactory(DjangoModelFactory):
    """A version of the rules, without rules in it."""

    class Meta:
        model = members.BodyRules

    body = factory.SubFactory(BodyFactory)
    title = "Toimintaohje"
    valid_from = date(2020, 1, 1)


class TermFactory(DjangoModelFactory):
    """The present term: from a year ago to two years from now."""

    class Meta:
        model = members.Term

    rules_version = factory.SubFactory(BodyRulesFactory)
    body = factory.SelfAttribute("rules_version.body")
    starts_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=365))
    ends_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=730))


class SeatGroupFactory(DjangoModelFactory):
    """A group of seats."""

    class Meta:
        model = members.SeatGroup

    term = factory.SubFactory(TermFactory)
    order = factory.Sequence(lambda n: n + 1)
    name = factory.Sequence(lambda n: f"Luokka {n}")


class SeatFactory(DjangoModelFactory):
    """A member's seat."""

    class Meta:
        model = members.Seat

    group = factory.SubFactory(SeatGroupFactory)
    kind = SeatKind.PRIMARY


class DeputySeatFactory(SeatFactory):
    """The personal deputy's place of a seat."""

    kind = SeatKind.PERSONAL_DEPUTY
    deputises = factory.SubFactory(SeatFactory)
    group = factory.SelfAttribute("deputises.group")


class MandateFactory(DjangoModelFactory):
    """A person in a seat for the whole term."""

    class Meta:
        model = members.Mandate

    seat = factory.SubFactory(SeatFactory)
    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    valid_from = factory.SelfAttribute("seat.group.term.starts_on")
    valid_until = factory.SelfAttribute("seat.group.term.ends_on")


class OrganisationRoleFactory(DjangoModelFactory):
    """A user who owns an organisation's page."""

    class Meta:
        model = members.OrganisationRole

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = OrganisationRoleKind.OWNER
    verified_by = Verification.SECRETARIAT
    valid_from = date(2020, 1, 1)


class OrganisationUnitFactory(DjangoModelFactory):
    """A unit of an organisation."""

    class Meta:
        model = members.OrganisationUnit

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"Yksikkö {n}")
    valid_from = date(2020, 1, 1)


class JoinRequestFactory(DjangoModelFactory):
    """Somebody who waits for consent to act for an organisation."""

    class Meta:
        model = members.JoinRequest

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = OrganisationRoleKind.EDITOR
    message = "Olen yhdistyksen sihteeri."
    asked_at = factory.LazyFunction(timezone.now)


class OrganisationInvitationFactory(DjangoModelFactory):
    """Somebody asked by mail to act for an organisation."""

    class Meta:
        model = members.OrganisationInvitation

    organisation = factory.SubFactory(OrganisationFactory)
    email = factory.Sequence(lambda n: f"kutsuttu{n}@example.org")
    role = OrganisationRoleKind.EDITOR
    asked_at = factory.LazyFunction(timezone.now)
    asked_by = factory.SubFactory(UserFactory)


class OrganisationImportFactory(DjangoModelFactory):
    """A checked file of one new organisation."""

    class Meta:
        model = members.OrganisationImport
        skip_postgeneration_save = True

    file = factory.django.FileField(filename="rekisteri.csv", data=b"nimi\nUusi ry\n")
    filename = "rekisteri.csv"
    content_type = "text/csv"
    size = 13
    file_hash = "0" * 64
    added_at = factory.LazyFunction(timezone.now)
    state = ImportState.CHECKED
    columns = ["name"]
    is_read = True
    rows_read = 1

    @factory.post_generation
    def rows(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        """Its row."""
        if create:
            members.ImportRow.objects.create(
                run=self, number=2, fate=RowFate.NEW, cells={"name": "Uusi ry"}, after={"name": "Uusi ry"}
            )


class NominatorFactory(DjangoModelFactory):
    """A network that may nominate."""

    class Meta:
        model = members.Nominator

    body = factory.SubFactory(BodyFactory)
    order = factory.Sequence(lambda n: n + 1)
    name = factory.Sequence(lambda n: f"Testiverkosto {n}")


class BodyDocumentFactory(DjangoModelFactory):
    """A public document of a body."""

    class Meta:
        model = members.BodyDocument

    body = factory.SubFactory(BodyFactory)
    kind = BodyDocumentKind.WORKING_RULES
    title = factory.Sequence(lambda n: f"Toimintaohje {n}")


class BodyDocumentVersionFactory(DjangoModelFactory):
    """Its first version, of five bytes, in force since 2020."""

    class Meta:
        model = members.BodyDocumentVersion

    document = factory.SubFactory(BodyDocumentFactory)
    number = 1
    valid_from = date(2020, 1, 1)
    file = factory.django.FileField(filename="ohje.txt", data=b"hello")
    filename = "ohje.txt"
    content_type = "text/plain"
    size = 5
    file_hash = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
    added_at = factory.LazyFunction(timezone.now)


class PlannedActionFactory(DjangoModelFactory):
    """Something to do this year."""

    class Meta:
        model = members.PlannedAction

    body = factory.SubFactory(BodyFactory)
    year = factory.LazyFunction(lambda: timezone.localdate().year)
    title = factory.Sequence(lambda n: f"Toimi {n}")


class NominationRoundFactory(DjangoModelFactory):
    """A round that is open now: announced yesterday, closing in a week."""

    class Meta:
        model = members.NominationRound
        skip_postgeneration_save = True

    term = factory.SubFactory(TermFactory)
    body = factory.SelfAttribute("term.body")
    title = factory.Sequence(lambda n: f"Haku {n}")
    state = RoundState.ANNOUNCED
    opens_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))
    closes_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
    announced_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))

    @factory.post_generation
    def groups(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        """The groups of seats that are looked for."""
        if create and extracted:
            self.groups.set(extracted)


class NominationFactory(DjangoModelFactory):
    """A nomination that the candidate has confirmed."""

    class Meta:
        model = members.Nomination

    round = factory.SubFactory(NominationRoundFactory)
    group = factory.SubFactory(SeatGroupFactory, term=factory.SelfAttribute("..round.term"))
    organisation = factory.SubFactory(OrganisationFactory)
    candidate_name = factory.Sequence(lambda n: f"Ehdokas Testinen {n}")
    candidate_email = factory.Sequence(lambda n: f"ehdokas{n}@example.org")
    sender_name = "Lähettäjä Testinen"
    sender_email = "lahettaja@example.org"
    grounds = "Tuntee asian."
    state = NominationState.CONFIRMED
    created_at = factory.LazyFunction(timezone.now)
    submitted_at = factory.LazyFunction(timezone.now)
    answered_at = factory.LazyFunction(timezone.now)


class NetworkFactory(DjangoModelFactory):
    """A network of associations."""

    class Meta:
        model = networks.Network

    region = factory.SubFactory(RegionFactory)
    slug = factory.Sequence(lambda n: f"verkosto-{n}")
    name = factory.Sequence(lambda n: f"Testiverkosto {n}")
    kind = NetworkKind.NETWORK


class ServiceLineFactory(DjangoModelFactory):
    """A service line."""

    class Meta:
        model = networks.ServiceLine

    region = factory.SubFactory(RegionFactory)
    name = factory.Sequence(lambda n: f"Testilinja {n}")


class RoomNoticeFactory(DjangoModelFactory):
    """A room that is offered, shown for another month."""

    class Meta:
        model = networks.RoomNotice

    kind = RoomKind.OFFER
    organisation = factory.SubFactory(OrganisationFactory)
    municipality = factory.SubFactory(MunicipalityFactory)
    title = factory.Sequence(lambda n: f"Testitila {n}")
    description = "Tilava huone kokouksiin."
    price = factory.LazyAttribute(lambda notice: RoomPrice.FREE if notice.kind == RoomKind.OFFER else "")
    contact_email = "tilat@example.org"
    put_up_on = renewed_on = factory.LazyFunction(timezone.localdate)
    shown_until = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=30))


class MeetingFactory(DjangoModelFactory):
    """A draft two weeks from now, from two to four; `convened=True` makes it a convened one with a number."""

    class Meta:
        model = meetings.Meeting

    class Params:
        convened = factory.Trait(
            state=MeetingState.CONVENED,
            year=factory.LazyAttribute(lambda o: timezone.localtime(o.starts_at).year),
            number=factory.Sequence(lambda n: n + 1),
            convened_at=factory.LazyFunction(timezone.now),
            agenda_published_at=factory.SelfAttribute("convened_at"),
        )

    body = factory.SubFactory(BodyFactory)
    starts_at = factory.LazyFunction(
        lambda: (timezone.localtime() + timedelta(days=14)).replace(
            hour=14, minute=0, second=0, microsecond=0
        )
    )
    ends_at = factory.LazyAttribute(lambda o: o.starts_at + timedelta(hours=2))
    place = "Testitalo"


class AgendaItemFactory(DjangoModelFactory):
    """An item to discuss."""

    class Meta:
        model = meetings.AgendaItem

    meeting = factory.SubFactory(MeetingFactory)
    order = factory.Sequence(lambda n: n + 1)
    kind = ItemKind.DISCUSS
    title = factory.Sequence(lambda n: f"Asia {n}")
    changed_at = factory.LazyFunction(timezone.now)


class MaterialFactory(DjangoModelFactory):
    """A public paper of five bytes."""

    class Meta:
        model = meetings.Material

    item = factory.SubFactory(AgendaItemFactory)
    order = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Liite {n}")
    audience = Audience.PUBLIC
    file = factory.django.FileField(filename="liite.txt", data=b"hello")
    filename = "liite.txt"
    content_type = "text/plain"
    size = 5
    file_hash = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
    added_at = factory.LazyFunction(timezone.now)


class InvitationFactory(DjangoModelFactory):
    """A member is invited to a convened meeting."""

    class Meta:
        model = meetings.Invitation

    meeting = factory.SubFactory(MeetingFactory, convened=True)
    person = factory.SubFactory(PersonFactory)
    capacity = Capacity.MEMBER
    seat = factory.SubFactory(SeatFactory)
    sent_at = factory.LazyFunction(timezone.now)


class SubstitutionFactory(DjangoModelFactory):
    """A deputy is called to a seat."""

    class Meta:
        model = meetings.Substitution

    meeting = factory.SubFactory(MeetingFactory, convened=True)
    deputy_seat = factory.SubFactory(DeputySeatFactory)
    seat = factory.SelfAttribute("deputy_seat.deputises")
    deputy = factory.SubFactory(PersonFactory)
    cause = CallCause.ABSENT
    called_at = factory.LazyFunction(timezone.now)


class SessionFactory(DjangoModelFactory):
    """A meeting that is in session; the meeting's own state is its factory's."""

    class Meta:
        model = meetings.Session

    meeting = factory.SubFactory(MeetingFactory, convened=True, state=MeetingState.IN_SESSION)
    opened_at = factory.LazyFunction(timezone.now)


class ItemRecordFactory(DjangoModelFactory):
    """An item that nobody has written anything of."""

    class Meta:
        model = meetings.ItemRecord

    item = factory.SubFactory(AgendaItemFactory)
    changed_at = factory.LazyFunction(timezone.now)


class PresenceFactory(DjangoModelFactory):
    """A member is present in a seat."""

    class Meta:
        model = meetings.Presence

    meeting = factory.SubFactory(MeetingFactory, convened=True, state=MeetingState.IN_SESSION)
    person = factory.SubFactory(PersonFactory)
    capacity = Capacity.MEMBER
    seat = factory.SubFactory(SeatFactory)
    arrived_at = factory.LazyFunction(timezone.now)


class DisqualificationFactory(DjangoModelFactory):
    """Somebody is on the board of an association that the item concerns."""

    class Meta:
        model = meetings.Disqualification

    item = factory.SubFactory(AgendaItemFactory)
    person = factory.SubFactory(PersonFactory)
    ground = Ground.GOVERNS
    declared_at = factory.LazyFunction(timezone.now)


class MotionFactory(DjangoModelFactory):
    """Somebody proposes something else."""

    class Meta:
        model = meetings.Motion

    item = factory.SubFactory(AgendaItemFactory)
    order = factory.Sequence(lambda n: n + 1)
    text = factory.Sequence(lambda n: f"Esitys {n}")
    made_at = factory.LazyFunction(timezone.now)


class VoteFactory(DjangoModelFactory):
    """A vote without options yet."""

    class Meta:
        model = meetings.Vote

    item = factory.SubFactory(AgendaItemFactory)
    order = factory.Sequence(lambda n: n + 1)
    question = "Kumpi esitys hyväksytään?"
    held_at = factory.LazyFunction(timezone.now)


class ActionItemFactory(DjangoModelFactory):
    """Something to do for a person of the body, without a day."""

    class Meta:
        model = meetings.ActionItem

    meeting = factory.SubFactory(MeetingFactory, convened=True)
    body = factory.SelfAttribute("meeting.body")
    what = factory.Sequence(lambda n: f"Toimenpide {n}")
    owner = factory.SubFactory(PersonFactory)


class MinutesFactory(DjangoModelFactory):
    """The draft of a held meeting's minutes."""

    class Meta:
        model = meetings.Minutes

    meeting = factory.SubFactory(MeetingFactory, convened=True, state=MeetingState.HELD)
    record_kind = "minutes"
    made_at = factory.LazyFunction(timezone.now)


class InspectorFactory(DjangoModelFactory):
    """Somebody who was chosen to inspect and has not answered."""

    class Meta:
        model = meetings.Inspector

    minutes = factory.SubFactory(MinutesFactory)
    person = factory.SubFactory(PersonFactory)
    chosen_at = factory.LazyFunction(timezone.now)


class YearlyTopicFactory(DjangoModelFactory):
    """Something that a body takes up every March."""

    class Meta:
        model = meetings.YearlyTopic

    body = factory.SubFactory(BodyFactory)
    month = 3
    title = factory.Sequence(lambda n: f"Vuosiaihe {n}")


class TemplateItemFactory(DjangoModelFactory):
    """An item that a body's agendas begin with."""

    class Meta:
        model = meetings.TemplateItem

    body = factory.SubFactory(BodyFactory)
    order = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Vakioasia {n}")


class ProposalFactory(DjangoModelFactory):
    """A resident's initiative that waits."""

    class Meta:
        model = meetings.Proposal

    body = factory.SubFactory(BodyFactory)
    source = ProposalSource.RESIDENT
    title = factory.Sequence(lambda n: f"Ehdotus {n}")
    proposer_name = "Aulis Asukas"
    proposer_email = "aulis@example.org"
    received_at = factory.LazyFunction(timezone.now)


class GuestFactory(DjangoModelFactory):
    """Somebody from outside who is asked to a whole meeting."""

    class Meta:
        model = meetings.Guest

    meeting = factory.SubFactory(MeetingFactory)
    name = factory.Sequence(lambda n: f"Vieras {n}")
    email = factory.Sequence(lambda n: f"vieras{n}@example.org")


class DocumentFactory(DjangoModelFactory):
    """The agenda of a meeting in Finnish, for the members; a ready one has a file of five bytes."""

    class Meta:
        model = portal.Document

    class Params:
        is_ready = factory.LazyAttribute(lambda o: o.state == DocumentState.READY)

    kind = AGENDA
    subject = factory.SubFactory(MeetingFactory)
    language = Language.FINNISH
    audience = Audience.MEMBERS
    state = DocumentState.READY
    content_hash = factory.Sequence(lambda n: f"{n:064}")
    title = "Esityslista"
    filename = "esityslista.pdf"
    requested_at = factory.LazyFunction(timezone.now)
    started_at = factory.LazyAttribute(lambda o: None if o.state == DocumentState.QUEUED else o.requested_at)
    problems = factory.LazyAttribute(
        lambda o: [["The file was lost. Have it made again.", {}]] if o.state == DocumentState.FAILED else []
    )
    ready_at = factory.LazyAttribute(lambda o: o.started_at if o.is_ready else None)
    size = factory.LazyAttribute(lambda o: 5 if o.is_ready else None)
    pages = factory.LazyAttribute(lambda o: 1 if o.is_ready else None)
    file = factory.Maybe("is_ready", factory.django.FileField(filename="a.pdf", data=b"hello"), "")


class GrantKindFactory(DjangoModelFactory):
    """A kind of grant of which nothing has been decided."""

    class Meta:
        model = grants.GrantKind

    region = factory.SubFactory(RegionFactory)
    slug = factory.Sequence(lambda n: f"avustus-{n}")
    name_fi = factory.Sequence(lambda n: f"Avustus {n}")


class CallFactory(DjangoModelFactory):
    """A call that opened yesterday and closes in a month."""

    class Meta:
        model = grants.Call

    region = factory.SubFactory(RegionFactory)
    slug = factory.Sequence(lambda n: f"haku-{n}")
    title_fi = factory.Sequence(lambda n: f"Haku {n}")
    summary_fi = "Avustusta yhdistysten toimintaan."
    contact_email = "avustukset@example.org"
    state = CallState.PUBLISHED
    opens_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))
    closes_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=30))
    published_at = factory.LazyAttribute(
        lambda call: timezone.now() - timedelta(days=2) if call.state == CallState.PUBLISHED else None
    )


class QuestionSetFactory(DjangoModelFactory):
    """A set without questions."""

    class Meta:
        model = grants.QuestionSet

    region = factory.SubFactory(RegionFactory)
    name = factory.Sequence(lambda n: f"Lomake {n}")


class CallKindFactory(DjangoModelFactory):
    """A kind in an open call, with a set of questions."""

    class Meta:
        model = grants.CallKind

    call = factory.SubFactory(CallFactory)
    kind = factory.SubFactory(GrantKindFactory)
    question_set = factory.SubFactory(QuestionSetFactory)


class SectionFactory(DjangoModelFactory):
    """A part of a set."""

    class Meta:
        model = grants.Section

    question_set = factory.SubFactory(QuestionSetFactory)
    order = factory.Sequence(lambda n: n + 1)
    name = factory.Sequence(lambda n: f"osa-{n}")
    title_fi = factory.Sequence(lambda n: f"Osa {n}")


class QuestionFactory(DjangoModelFactory):
    """A text that must be written."""

    class Meta:
        model = grants.Question

    section = factory.SubFactory(SectionFactory)
    question_set = factory.SelfAttribute("section.question_set")
    order = factory.Sequence(lambda n: n + 1)
    name = factory.Sequence(lambda n: f"kysymys-{n}")
    label_fi = factory.Sequence(lambda n: f"Kysymys {n}?")
    kind = QuestionKind.TEXT


class GrantApplicationFactory(DjangoModelFactory):
    """A draft of an organisation."""

    class Meta:
        model = grants.Application

    call_kind = factory.SubFactory(CallKindFactory)
    call = factory.SelfAttribute("call_kind.call")
    region = factory.SelfAttribute("call.region")
    question_set = factory.SelfAttribute("call_kind.question_set")
    organisation = factory.SubFactory(OrganisationFactory)
    created_at = factory.LazyFunction(timezone.now)


class ActivityRiskFactory(DjangoModelFactory):
    """An open note of a meeting place in one municipality that loses a thousand euros in a year."""

    class Meta:
        model = grants.ActivityRisk
        skip_postgeneration_save = True

    organisation = factory.SubFactory(OrganisationFactory)
    region = factory.SubFactory(RegionFactory)
    activity = factory.Sequence(lambda n: f"Kohtaamispaikka {n}")
    for_whom = "Kaikki"
    channel = FundingChannel.STEA
    certainty = RiskCertainty.DECIDED
    yearly_sum = 1000
    ends_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=365))

    @factory.post_generation
    def municipalities(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        """Those that are told, else a new one."""
        if create:
            self.municipalities.set(extracted or [MunicipalityFactory(region=self.region)])
