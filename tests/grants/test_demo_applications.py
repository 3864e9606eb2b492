"""The demo's applications: drafts and sent ones in several states, and nothing twice."""

from collections import Counter

import pytest
from django.utils import timezone

from grants.copies import COPY, DRAFT
from grants.demo import call_for_applications
from grants.demo_applications import apply_for_grants
from grants.handling import flagged
from grants.models import Application
from members.demo import APPLICANT, OFFICER
from members.enums import OrganisationRoleKind, RegionRoleKind, Verification
from members.models import Organisation, Region
from portal import demo, documents, facts
from portal.enums import Audience, DocumentState
from portal.rendering import job
from tests.factories import OrganisationFactory, OrganisationRoleFactory

pytestmark = pytest.mark.django_db


def test_demo_has_applications_in_several_states_and_their_documents_are_right() -> None:
    facts.load("pirkanmaa")
    day = timezone.localdate()
    region = Region.objects.get(slug="pirkanmaa")
    region.roles.create(user=demo.user_of(OFFICER), role=RegionRoleKind.GRANT_OFFICER, valid_from=day)
    OrganisationRoleFactory(
        user=demo.user_of(APPLICANT),
        role=OrganisationRoleKind.OWNER,
        verified_by=Verification.SECRETARIAT,
    )
    for name in (
        "Terve Arki ry",
        "Harjulan Kylät ry",
        "Mielen Majakka ry",
        "Nuorten Pirkka ry",
        "Eläkeväen Pirkka ry",
    ):
        OrganisationFactory(name=name)
    call_for_applications(day)
    apply_for_grants(day)
    apply_for_grants(day)
    states = Counter(Application.objects.values_list("state", flat=True))
    assert states == {"draft": 2, "submitted": 5, "withdrawn": 1}
    sent = flagged(Application.objects.exclude(reference=""))
    assert min(sent.values_list("reference", flat=True)).endswith("-0001")
    assert sent.filter(waits=True).count() == 1
    assert Organisation.objects.filter(grant_applications__in=sent).count() == 6
    subjects = {
        DRAFT: Application.objects.filter(state="draft").first(),
        COPY: Application.objects.get(organisation__name="Mielen Majakka ry").submissions.get(),
    }
    for kind, subject in subjects.items():
        document = documents.request(subject, kind, language="fi", audience=Audience.MEMBERS, actor=None)
        job.make(document.pk)
        document.refresh_from_db()
        assert (document.state, document.problems) == (DocumentState.READY, [])
