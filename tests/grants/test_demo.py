"""The demo's calls: one open, one to come, one of last year, and a draft; with ready forms, and nothing twice."""

from datetime import date

import pytest
from django.utils import timezone

from grants.demo import call_for_applications
from grants.documents import QUESTIONS, build_questions
from grants.enums import CallPhase
from grants.estimate import minutes_for_kind
from grants.holes import holes_of
from grants.models import Call, CallKind
from members.demo import OFFICER
from members.enums import RegionRoleKind
from members.models import Region
from portal import demo, documents
from portal.enums import Audience, DocumentState
from portal.rendering import job

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="class")
def today(region: None) -> date:
    """The day on which the demo calls."""
    officer = demo.user_of(OFFICER)
    day = timezone.localdate()
    Region.objects.get(slug="pirkanmaa").roles.create(
        user=officer, role=RegionRoleKind.GRANT_OFFICER, valid_from=day
    )
    call_for_applications(day)
    return day


class TestCalls:
    """What the demo calls for."""

    def test_calls_stand_in_every_phase_with_questions_that_lack_nothing(self, today: date) -> None:
        calls = {call.phase(): call for call in Call.objects.all()}
        assert set(calls) == {CallPhase.OPEN, CallPhase.COMING, CallPhase.CLOSED, CallPhase.DRAFT}
        assert calls[CallPhase.OPEN].call_kinds.count() == 3
        assert calls[CallPhase.CLOSED].extensions.count() == 1
        for phase in (CallPhase.OPEN, CallPhase.COMING):
            assert [hole.words for hole in holes_of(calls[phase]) if hole.blocks] == []
        # The copy lacks its times only.
        assert len([hole for hole in holes_of(calls[CallPhase.DRAFT]) if hole.blocks]) == 2
        before = Call.objects.count()
        call_for_applications(today)
        assert Call.objects.count() == before

    def test_the_light_form_takes_the_least_time(self, today: date) -> None:
        kinds = CallKind.objects.filter(call__title_fi__startswith="Avustukset", call__state="published")
        minutes = {each.kind.slug: minutes_for_kind(each) for each in kinds}
        assert minutes["kohdeavustus"] < minutes["yleisavustus"] < minutes["kumppanuusavustus"]
        assert minutes["kohdeavustus"] <= 120

    def test_the_questions_as_a_document_say_the_same_each_time(self, today: date) -> None:
        for call_kind in CallKind.objects.filter(
            call__title_fi__startswith="Avustukset", call__state="published"
        )[:1]:
            page = build_questions(call_kind, "public")
            assert page.filename.endswith(f"{call_kind.call.slug}-{call_kind.kind.slug}.pdf")
            assert page.dated == timezone.localdate(call_kind.call.published_at)
            assert build_questions(call_kind, "public").context["minutes"] == page.context["minutes"]

    def test_the_questions_pass_the_check_of_accessible_documents(self, today: date) -> None:
        call_kind = CallKind.objects.filter(call__state="published", kind__slug="kumppanuusavustus").first()
        for language in ("fi", "sv"):
            document = documents.request(
                call_kind, QUESTIONS, language=language, audience=Audience.PUBLIC, actor=None
            )
            job.make(document.pk)
            document.refresh_from_db()
            assert (document.state, document.problems) == (DocumentState.READY, [])
            assert document.pages > 2
