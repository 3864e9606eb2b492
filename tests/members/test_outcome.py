"""What an act says before it is done, and that saying it does nothing."""

from datetime import date

import pytest

from members import services
from members.models import Mandate
from members.outcome import rehearse
from portal.errors import Overtaken
from portal.models import OutgoingMail
from tests.factories import MandateFactory, PersonFactory

from .seats import make_coordinator, make_pair, make_term

pytestmark = pytest.mark.django_db
CHANGE = date(2026, 8, 31)


def test_rehearsal_says_who_and_which_day_and_shows_the_mails_but_changes_nothing() -> None:
    term = make_term(DEPUTY_SUCCEEDS=True)
    seats = make_pair(term, name_fi="Perhetyö", name_en="Families")
    member = MandateFactory(seat=seats[0], person__name="Maija")
    MandateFactory(
        seat=seats[1],
        person=PersonFactory(name="Veikko", email="v@example.org"),
        organisation__name="Testi ry",
    )
    facts = {"mandate": member, "last_day": CHANGE, "actor": make_coordinator(term)}
    rehearsal = rehearse(services.end_mandate, **facts)
    sentences = [text.replace("\xa0", " ") for text in rehearsal.outcome.sentences()]
    assert sentences == [
        "Maija (Member, Families): the last day is 31 Aug 2026. Resigned.",
        "Veikko (Deputy, Families): the last day is 31 Aug 2026. Became the member.",
        "Veikko (Member, Families, Testi ry): the membership is 1 Sep 2026 – 31 Dec 2028.",
    ]
    assert [mail.to_address for mail in rehearsal.mails] == ["v@example.org"]
    assert rehearsal.untold == ["Maija"]
    assert Mandate.objects.filter(end_reason="").count() == 2
    assert OutgoingMail.objects.count() == 0
    done = services.end_mandate(**facts)
    assert list(done.sentences()) == list(rehearsal.outcome.sentences())


def test_rehearsal_refuses_what_the_act_refuses() -> None:
    term = make_term()
    seat, _deputy = make_pair(term)
    member, actor = MandateFactory(seat=seat), make_coordinator(term)
    seen = Mandate.objects.get(pk=member.pk)
    services.end_mandate(mandate=member, last_day=CHANGE, actor=actor)
    with pytest.raises(Overtaken):
        rehearse(services.end_mandate, mandate=seen, last_day=CHANGE, actor=actor)
