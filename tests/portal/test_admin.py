"""The admin panel: every page of it opens, lists stay quick, and what is secret does not show."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import LazySettings
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Model
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from grants import models as grants
from meetings import models as meetings
from members import models as members
from members.enums import RuleName, RuleStatus
from networks import models as networks
from portal.enums import DocumentState, Language, MailState
from portal.history import events_of
from portal.models import Document, MailAttachment, OutgoingMail, User
from tests import factories as make
from tests.cast import Cast

pytestmark = pytest.mark.django_db
OURS = {"portal", "members", "networks", "meetings", "grants"}
MODELS = sorted(
    (model for model in admin.site._registry if model._meta.app_label in OURS),
    key=lambda model: model._meta.label,
)


@pytest.fixture(autouse=True)
def in_english(settings: LazySettings) -> Iterator[None]:
    settings.LANGUAGE_CODE = "fi"
    with translation.override("en"):
        yield


@pytest.fixture
def client(client_of: Any) -> Client:
    """The secretariat's browser."""
    return client_of("secretariat")


def make_purpose(kind: grants.GrantKind) -> grants.GrantedPurpose:
    order = grants.GrantedPurpose.objects.count() + 1
    return grants.GrantedPurpose.objects.create(
        region=kind.region, kind=kind, year=2024, order=order, label_fi="Kerhot"
    )


def make_mail(**fields: Any) -> OutgoingMail:
    now = timezone.now()
    number = OutgoingMail.objects.count()
    values = {
        "to_address": "raili@example.org", "kind": "test", "language": Language.FINNISH, "subject": "Kutsu", "text": "Tervetuloa",
        "message_id": f"<{number}@example.org>", "created_at": now, "due_at": now, "state": MailState.KEPT, "sent_at": now,
    }  # fmt: skip
    return OutgoingMail.objects.create(**values | fields)


def make_rules() -> members.BodyRules:
    version = make.BodyRulesFactory()
    version.add_missing_rules()
    return version


def make_rule() -> members.BodyRule:
    return make_rules().rules.earliest("pk")


# How a row of each list is made, with the records that its columns show.
ROWS: dict[type[Model], Any] = {
    User: make.UserFactory,
    OutgoingMail: make_mail,
    Document: make.DocumentFactory,
    members.Region: lambda: make.RegionFactory(slug=f"maa-{members.Region.objects.count()}"),
    members.Municipality: make.MunicipalityFactory,
    members.CategoryScheme: lambda: make.CategorySchemeFactory(
        slug=f"l-{members.CategoryScheme.objects.count()}", region=make.RegionFactory()
    ),
    members.Category: make.CategoryFactory,
    members.Organisation: lambda: make.OrganisationFactory(home_municipality=make.MunicipalityFactory()),
    members.JoinRequest: make.JoinRequestFactory,
    members.OrganisationInvitation: make.OrganisationInvitationFactory,
    members.OrganisationImport: lambda: make.OrganisationImportFactory(added_by=make.UserFactory()),
    members.Person: lambda: make.PersonFactory(user=make.UserFactory()),
    members.Body: make.BodyFactory,
    members.Nominator: make.NominatorFactory,
    members.BodyRules: make_rules,
    members.BodyRule: make_rule,
    members.BodyDocument: lambda: make.BodyDocumentVersionFactory().document,
    members.PlannedAction: make.PlannedActionFactory,
    members.Term: make.TermFactory,
    members.SeatGroup: make.SeatGroupFactory,
    members.Seat: make.DeputySeatFactory,
    members.Mandate: make.MandateFactory,
    members.NominationRound: make.NominationRoundFactory,
    members.Nomination: make.NominationFactory,
    networks.Network: lambda: make.NetworkFactory(category=make.CategoryFactory()),
    networks.RoomNotice: make.RoomNoticeFactory,
    networks.ServiceLine: make.ServiceLineFactory,
    meetings.Meeting: lambda: make.MeetingFactory(convened=True),
    meetings.AgendaItem: make.AgendaItemFactory,
    meetings.Material: make.MaterialFactory,
    meetings.Invitation: make.InvitationFactory,
    meetings.Substitution: make.SubstitutionFactory,
    meetings.Session: make.SessionFactory,
    meetings.ItemRecord: make.ItemRecordFactory,
    meetings.Presence: make.PresenceFactory,
    meetings.Disqualification: make.DisqualificationFactory,
    meetings.Motion: make.MotionFactory,
    meetings.Vote: make.VoteFactory,
    meetings.ActionItem: make.ActionItemFactory,
    meetings.Minutes: make.MinutesFactory,
    meetings.Proposal: make.ProposalFactory,
    meetings.YearlyTopic: make.YearlyTopicFactory,
    grants.GrantKind: make.GrantKindFactory,
    grants.GrantRule: lambda: grants.GrantRule.objects.create(
        region=make.RegionFactory(),
        code=f"AV-{grants.GrantRule.objects.count()}",
        order=1,
        text_fi="Toiminta edistää hyvinvointia.",
        type="purpose",
        check_by="assessor",
    ),
    grants.Principles: lambda: grants.Principles.objects.create(
        region=make.RegionFactory(), title_fi="Periaatteet 2026", valid_from=date(2026, 1, 1)
    ),
    grants.YearlyAppropriation: lambda: grants.YearlyAppropriation.objects.create(
        region=make.RegionFactory(), year=2023 + grants.YearlyAppropriation.objects.count()
    ),
    grants.ProcessStep: lambda: grants.ProcessStep.objects.create(
        region=make.RegionFactory(),
        slug=f"vaihe-{grants.ProcessStep.objects.count()}",
        order=1,
        actor_fi="Avustustiimi",
        action_fi="Käsittelee.",
    ),
    grants.GrantedPurpose: lambda: make_purpose(make.GrantKindFactory()),
    grants.FundingNotice: lambda: grants.FundingNotice.objects.create(
        region=make.RegionFactory(),
        slug=f"tiedote-{grants.FundingNotice.objects.count()}",
        text_fi="Tiedote",
        dated_on=date(2024, 12, 20),
        source="Asiakirja",
    ),
    grants.ActivityRisk: make.ActivityRiskFactory,
    grants.LegalText: lambda: grants.LegalText.objects.create(
        region=make.RegionFactory(), slug=f"laki-{grants.LegalText.objects.count()}", text_fi="Laki"
    ),
    grants.Call: make.CallFactory,
    grants.QuestionSet: lambda: make.QuestionSetFactory(kind=make.GrantKindFactory()),
    grants.Application: make.GrantApplicationFactory,
    grants.Submission: lambda: grants.Submission.objects.create(
        application=(application := make.GrantApplicationFactory()),
        number=1,
        question_set=application.question_set,
        arrived_at=timezone.now(),
        stored_at=timezone.now(),
        language="fi",
        content={},
        sha256="0" * 64,
    ),
}


def address(model: type[Model], page: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def test_front_page_of_the_panel_lists_every_kind_of_record(client: Client) -> None:
    html = client.get("/hallinta/").content.decode()
    listed = re.findall(r'<th scope="row"[^>]*>\s*<a href="([^"]+)"', html)
    of_others = {members.BodyRule, members.Nominator}  # reached from the records that they belong to
    assert sorted(listed) == sorted(address(model, "changelist") for model in set(MODELS) - of_others)


def test_every_kind_of_record_in_the_panel_is_tried() -> None:
    assert set(MODELS) == set(ROWS)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_page_of_a_record_opens(model: type[Model], client: Client, cast: Cast) -> None:
    record = ROWS[model]()
    for page, args in (("change", [record.pk]), ("history", [record.pk])):
        assert (page, client.get(address(model, page, *args)).status_code) == (page, 200)
    request = RequestFactory().get("/")
    request.user = cast.secretariat
    may_add = admin.site._registry[model].has_add_permission(request)
    assert client.get(address(model, "add")).status_code == (200 if may_add else 404)
    assert client.get(address(model, "changelist"), {"q": "a"}).status_code == 200


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_list_takes_as_many_queries_for_more_rows(model: type[Model], client: Client) -> None:
    counts = []
    for more in (1, 2):
        for _ in range(more):
            ROWS[model]()
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address(model, "changelist"))
        counts.append(len(queries))
    assert response.context["cl"].result_count >= 3
    assert counts[0] == counts[1] <= 8


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_links_to_other_records_are_search_boxes(model: type[Model], client: Client, cast: Cast) -> None:
    request = RequestFactory().get("/")
    request.user = cast.secretariat
    page = admin.site._registry[model]
    for part in (page, *page.get_inline_instances(request)):
        form = part.get_form(request) if part is page else part.get_formset(request).form
        for name in set(part.get_autocomplete_fields(request)) & set(form.base_fields):
            target = part.model._meta.get_field(name).related_model
            assert admin.site._registry[target].search_fields, f"{part.model.__name__}.{name}"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_panel_is_closed_to_all_but_the_secretariat(model: type[Model], client_of: Any) -> None:
    wrong = {}
    for role in set(Cast.ROLES) - {"secretariat"}:
        response = client_of(role).get(address(model, "changelist"))
        if response.status_code != 302 or "/hallinta/login/" not in response["Location"]:
            wrong[role] = response.status_code
    assert wrong == {}


# --- Second factor ---------------------------------------------------------------------------------------------------


def test_required_second_factor_is_asked_before_anything_shows(
    client: Client, settings: LazySettings
) -> None:
    settings.STAFF_SECOND_FACTOR = True
    for page in ("admin:index", "admin:portal_user_changelist"):
        response = client.get(reverse(page))
        assert (response.status_code, response["Location"]) == (302, reverse("mfa_activate_totp"))


def test_with_a_second_factor_the_panel_opens(client: Client, settings: LazySettings, cast: Cast) -> None:
    settings.STAFF_SECOND_FACTOR = True
    Authenticator.objects.create(user=cast.secretariat, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert client.get(reverse("admin:index")).status_code == 200


# --- Users -----------------------------------------------------------------------------------------------------------


def test_page_of_a_user_shows_no_password(client: Client, cast: Cast) -> None:
    text = client.get(address(User, "change", cast.member.pk)).content.decode()
    assert cast.member.password not in text
    assert "superuser" not in text


def user_form(**fields: Any) -> dict[str, Any]:
    inlines = ("organisation_roles", "body_roles", "region_roles", "contact_roles", "regionrole_set")
    empty = {f"{name}-{part}_FORMS": 0 for name in inlines for part in ("TOTAL", "INITIAL")}
    return {
        "name": "Uusi Ihminen",
        "email": "uusi@example.org",
        "language": "fi",
        "is_active": "on",
        **empty,
        **fields,
    }


def test_new_user_signs_in_with_a_code_only(client: Client) -> None:
    response = client.post(address(User, "add"), user_form(email="Uusi@Example.org"))
    assert response.status_code == 302, response.context["errors"]
    user = User.objects.get(email="uusi@example.org")
    assert not user.has_usable_password()
    assert (
        EmailAddress.objects.filter(user=user, email="uusi@example.org", verified=True, primary=True).count()
        == 1
    )


def test_changed_address_is_the_one_that_signs_in(client: Client) -> None:
    user = make.UserFactory(email="vanha@example.org")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    response = client.post(address(User, "change", user.pk), user_form())
    assert response.status_code == 302, response.context["errors"]
    assert list(EmailAddress.objects.filter(user=user).values_list("email", "primary")) == [
        ("uusi@example.org", True)
    ]


# --- Mails and documents ---------------------------------------------------------------------------------------------


def test_html_of_a_mail_is_shown_as_text(client: Client) -> None:
    row = make_mail(html="<script>alert(1)</script>", text="<b>Hei</b>", about=make.BodyFactory())
    text = client.get(address(OutgoingMail, "change", row.pk)).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "<script>alert(1)" not in text
    assert "&lt;b&gt;Hei&lt;/b&gt;" in text


def test_page_of_a_mail_names_its_files(client: Client) -> None:
    row = make_mail()
    for name in ("kutsu.ics", "esityslista.pdf"):
        MailAttachment.objects.create(mail=row, name=name, content_type="text/plain", content=b"x")
    text = client.get(address(OutgoingMail, "change", row.pk)).content.decode()
    assert "kutsu.ics, esityslista.pdf" in text


def test_mails_are_sent_again_and_those_that_cannot_be_are_told(client: Client) -> None:
    rows = [make_mail(), make_mail(state=MailState.QUEUED, sent_at=None)]
    response = client.post(
        address(OutgoingMail, "changelist"),
        {"action": "send_again", "_selected_action": [row.pk for row in rows]},
        follow=True,
    )
    told = [str(message) for message in response.context["messages"]]
    assert told == ["Kutsu: This mail cannot be sent again.", "1 mail is on its way again."]
    assert OutgoingMail.objects.filter(state=MailState.QUEUED).count() == 2


def test_failed_document_tells_why_and_can_be_made_again(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr(
        "portal.documents.retry", lambda document, *, actor: asked.append((document.pk, actor.email))
    )
    ready, failed = (
        make.DocumentFactory(),
        make.DocumentFactory(state=DocumentState.FAILED, problems=[["A picture has no description.", {}]]),
    )
    client.post(
        address(Document, "changelist"), {"action": "make_again", "_selected_action": [ready.pk, failed.pk]}
    )
    assert asked == [(failed.pk, "secretariat@example.org")]
    page = client.get(address(Document, "change", failed.pk)).content.decode()
    assert "A picture has no description." in page
    assert ready.file_url in client.get(address(Document, "change", ready.pk)).content.decode()


# --- Bodies, rules and terms -----------------------------------------------------------------------------------------


def test_rule_is_decided_by_its_own_field(client: Client) -> None:
    version = make_rules()
    rules = list(version.rules.order_by("pk"))
    form: dict[str, Any] = {"body": version.body_id, "title": version.title, "valid_from": version.valid_from}
    form |= {"rules-TOTAL_FORMS": len(rules), "rules-INITIAL_FORMS": len(rules)}
    for number, rule in enumerate(rules):
        form |= {
            f"rules-{number}-id": rule.pk,
            f"rules-{number}-version": version.pk,
            f"rules-{number}-status": rule.status,
        }
    quorum = next(number for number, rule in enumerate(rules) if rule.name == RuleName.QUORUM)
    form |= {f"rules-{quorum}-status": RuleStatus.DECIDED, f"rules-{quorum}-value": "10"}
    response = client.post(address(members.BodyRules, "change", version.pk), form)
    assert response.status_code == 302, response.context["errors"]
    changed = members.BodyRules.objects.get(pk=version.pk)
    assert (changed.value(RuleName.QUORUM), changed.value(RuleName.INSPECTORS)) == (10, None)
    page = client.get(address(members.BodyRules, "change", version.pk)).content.decode()
    assert '<option value="10" selected>10</option>' in page


def test_open_rule_gets_its_options_on_its_own_page(client: Client) -> None:
    rule = make_rules().rules.get(name=RuleName.PRIMARIES)
    page = address(members.BodyRule, "change", rule.pk)
    response = client.post(
        page, {"status": RuleStatus.OPEN, "options": ["1", "2"], "text_fi": "Yksi vai kaksi"}
    )
    assert response.status_code == 302, response.context["errors"]
    rule.refresh_from_db()
    assert (rule.status, rule.value, rule.options, rule.text_fi) == (
        RuleStatus.OPEN,
        None,
        [1, 2],
        "Yksi vai kaksi",
    )
    assert '<option value="2" selected>2</option>' in client.get(page).content.decode()


def test_new_version_of_rules_has_every_rule(client: Client) -> None:
    body = make.BodyFactory()
    client.post(
        address(members.BodyRules, "add"),
        {
            "body": body.pk,
            "title": "Uusi",
            "valid_from": "2026-01-01",
            "rules-TOTAL_FORMS": 0,
            "rules-INITIAL_FORMS": 0,
        },
    )
    assert members.BodyRule.objects.filter(version__body=body).count() == len(RuleName.values)


PAIRS = {"primaries_per_group": 2, "deputies_per_group": 2, "deputy_kind": "personal"}


def make_seats(client: Client, term: members.Term) -> list[str]:
    response = client.post(
        address(members.Term, "changelist"),
        {"action": "make_seats", "_selected_action": [term.pk]},
        follow=True,
    )
    return [str(message) for message in response.context["messages"]]


def test_seats_are_made_as_the_rules_lay_down(client: Client) -> None:
    category = make.CategoryFactory()
    make.CategoryFactory(scheme=category.scheme, has_seat=False)
    version = make.BodyRulesFactory(category_scheme=category.scheme)
    term = make.TermFactory(rules_version=version)
    undecided = "How seats are divided, Members per group, Deputies per group, Personal or ranked deputies"
    assert make_seats(client, term) == [f"{term}: Decide first: {undecided}."]
    for name, value in (PAIRS | {"seat_scheme": "category"}).items():
        version.rules.create(name=name, status=RuleStatus.DECIDED, value=value)
    assert make_seats(client, term) == [f"{term} has 1 group."]
    assert members.Seat.objects.filter(group__term=term, group__category=category).count() == 4
    assert make_seats(client, term) == [f"{term} has 1 group."]
    assert members.Seat.objects.filter(group__term=term).count() == 4


def test_rules_without_a_scheme_make_no_seats(client: Client) -> None:
    term = make.TermFactory()
    for name, value in (PAIRS | {"seat_scheme": "category"}).items():
        term.rules_version.rules.create(name=name, status=RuleStatus.DECIDED, value=value)
    assert make_seats(client, term) == [
        f"{term}: The rules name no category scheme by which seats could be made."
    ]


def test_history_of_a_record_comes_from_the_database(client: Client, cast: Cast) -> None:
    members.Body.objects.filter(pk=cast.body.pk).update(founded_fi="2023")
    text = client.get(address(members.Body, "history", cast.body.pk)).content.decode()
    assert "<ins>" in text
    assert "2023" in text
    assert client.get(address(members.Body, "history", 0)).status_code == 404


def form_of(page: Any) -> dict[str, Any]:
    """What a browser would send from the page without touching anything: lines end as on typewriters."""
    form = page.context["adminform"].form
    forms = [
        form,
        *(inline for part in page.context["inline_admin_formsets"] for inline in part.formset.forms),
    ]
    forms += [part.formset.management_form for part in page.context["inline_admin_formsets"]]
    sent: dict[str, Any] = {}
    for each in forms:
        for field in each:
            value = field.value()
            if value is not None and value is not False:
                sent[field.html_name] = value.replace("\n", "\r\n") if isinstance(value, str) else value
    return sent


def test_saving_an_untouched_page_changes_nothing(client: Client) -> None:
    with translation.override("fi"):
        body = make.BodyFactory(tasks_fi="Ensin\nSitten", name_variants=["A"])
        page = address(members.Body, "change", body.pk)
        response = client.post(page, form_of(client.get(page)))
    assert response.status_code == 302, response.context["errors"]
    assert [event.label for event in events_of(body)] == ["Added"]


def test_content_types_of_other_libraries_have_no_list_of_their_own() -> None:
    assert not admin.site.is_registered(ContentType)
    assert {model._meta.app_label for model in admin.site._registry} == OURS
