"""A term of a hundred seats, all taken: its board, its public pages and its data, beside a register of a whole country."""

import datetime as dt

from tests.performance.answers import print_answers
from tests.performance.register import ready

SLUG = "satapaikkainen"
MEMBERS = 50  # each with a personal deputy


def measure() -> None:
    """Make the term once, and ask for all that shows it."""
    from django.urls import reverse
    from django.utils import timezone

    from members.models import Body

    ready()
    body = Body.objects.filter(slug=SLUG).first() or found()
    term, coordinator = body.terms.get(), body.roles.get().user
    at_work = [body.slug, term.pk]
    address = {
        name: reverse(f"members:{name}", args=at_work)
        for name in ("term-board", "term-board-csv", "term-next", "term-detail", "group-list")
    }
    public = {
        "body": body.get_absolute_url(),
        "term": address["term-detail"],
        "members on a day": f"{reverse('members:members-on', args=[SLUG])}?paiva={timezone.localdate()}",
        "members as CSV": reverse("members:members-csv", args=[SLUG]),
        "members as JSON": f"{reverse('open-data:memberships')}?body={SLUG}",
    }
    print_answers(public)
    print_answers(
        {
            "board": address["term-board"],
            "board as CSV": address["term-board-csv"],
            "next term": address["term-next"],
            "groups of seats": address["group-list"],
            "overview": reverse("members:body-workbench", args=[SLUG]),
        },
        user=coordinator,
    )


def found():
    """A body with fifty members and their deputies, from as many organisations."""
    from django.db import transaction
    from django.utils import timezone

    from members.enums import SeatKind
    from members.models import Mandate, Organisation, Person, Seat
    from tests.factories import BodyFactory, BodyRulesFactory, SeatGroupFactory, TermFactory, UserFactory

    today = timezone.localdate()
    days = {"starts_on": today - dt.timedelta(days=300), "ends_on": today + dt.timedelta(days=400)}
    with transaction.atomic():
        body = BodyFactory(slug=SLUG, short_name="Satapaikkainen")
        body.roles.create(user=UserFactory(), valid_from=days["starts_on"])
        rules = BodyRulesFactory(body=body, valid_from=days["starts_on"])
        term = TermFactory(body=body, rules_version=rules, **days)
        organisations = list(Organisation.objects.order_by("-pk")[: 2 * MEMBERS])
        for number in range(MEMBERS):
            group = SeatGroupFactory(term=term, order=number + 1, name=f"Paikkaryhmä {number + 1}")
            seat = Seat.objects.create(group=group, kind=SeatKind.PRIMARY)
            deputy = Seat.objects.create(group=group, kind=SeatKind.PERSONAL_DEPUTY, deputises=seat)
            for place in (seat, deputy):
                Mandate.objects.create(
                    seat=place,
                    person=Person.objects.create(name=f"Jäsen {place.pk}"),
                    organisation=organisations.pop(),
                    valid_from=term.starts_on,
                    valid_until=term.ends_on,
                )
    return body
