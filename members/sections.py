"""What this app adds to a body's public page below its seats: joining, those who take part, documents, the year's plan."""

from datetime import date
from itertools import groupby

from django.db.models import Q
from django.utils.translation import gettext as _

from portal.access import Actor

from .models import Body, BodyDocument, BodyDocumentVersion
from .pages import Section, section


@section(5)
def joining(body: Body, _user: Actor, _day: date) -> Section | None:
    """How somebody becomes a member, and who may nominate."""
    nominators = list(body.nominators.all())
    if not body.joining and not nominators:
        return None
    return Section(_("How to take part"), "mukaan", "members/_joining.html", {"nominators": nominators})


@section(6)
def taking_part(body: Body, _user: Actor, _day: date) -> Section | None:
    """The organisations of a group without seats, of which nothing more is told."""
    organisations = list(body.member_organisations.order_by("name"))
    if not organisations:
        return None
    context = {"organisations": organisations}
    return Section(_("Organisations that take part"), "jarjestot", "members/_taking_part.html", context)


@section(40)
def documents(body: Body, user: Actor, day: date) -> Section | None:
    """What the body has laid down, as far as the reader may read it."""
    versions = BodyDocumentVersion.objects.visible_to(user).filter(document__body=body)
    ordered = versions.select_related("document").order_by("document__kind", "document", "-number")
    rows = [
        _document(document, list(group), day)
        for document, group in groupby(ordered, key=lambda version: version.document)
    ]
    if not rows:
        return None
    return Section(_("Documents"), "asiakirjat", "members/_documents.html", {"documents": rows})


def _document(
    document: BodyDocument, versions: list[BodyDocumentVersion], day: date
) -> tuple[BodyDocument, BodyDocumentVersion, list[BodyDocumentVersion]]:
    """The document, the version that is in force (or the newest, if none is yet), and the others."""
    current = next((version for version in versions if version.valid_from <= day), versions[0])
    return document, current, [version for version in versions if version != current]


@section(50)
def plan(body: Body, _user: Actor, day: date) -> Section | None:
    """What the body does this year, and what it did the year before."""
    years = Q(year=day.year) | Q(year=day.year - 1) | Q(year=day.year + 1)
    actions = list(body.actions.filter(years).order_by("-year", "due_on", "pk"))
    if not actions:
        return None
    by_year = [(year, list(group)) for year, group in groupby(actions, key=lambda action: action.year)]
    return Section(_("Action plan"), "toimet", "members/_plan.html", {"years": by_year})
