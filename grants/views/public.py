"""What everybody reads of grants: open and coming calls, a call, and its questions before applying."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.db.models import Max, Prefetch, QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import ListView

from grants import calendar
from grants.documents import QUESTIONS
from grants.enums import CallPhase, CallState
from grants.estimate import minutes_for_kind
from grants.models import Call, CallKind, FundingNotice, GrantKind, LegalText, Principles, ProcessStep
from members.rules import organisation_roles_of
from portal import documents
from portal.access import get_visible, require
from portal.enums import Audience
from portal.formats import language
from portal.models import Document
from portal.page_cache import same_for_visitors

from .call_work import badge_of

CALENDAR = "text/calendar; charset=utf-8"
MOST_CLOSED = 20


@method_decorator(same_for_visitors, name="dispatch")
class CallList(ListView):
    """Open calls first, then those that open later and those that have closed; and what the grants are."""

    template_name = "grants/call_list.html"
    context_object_name = "open_calls"

    def get_queryset(self) -> QuerySet:
        """The calls that are open now; the one that closes first stands first."""
        return Call.objects.open_at(timezone.now()).for_list().order_by("closes_at", "pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The lists with kinds, steps and principles."""
        now = timezone.now()
        today = timezone.localdate(now)
        principles = list(Principles.objects.visible_to(self.request.user))
        lists = [
            (pgettext("grant calls", "Open now"), list(self.object_list)),
            (pgettext("grant calls", "Open later"), list(Call.objects.coming_at(now).for_list())),
            (pgettext("grant calls", "Closed"), list(Call.objects.closed_at(now).for_list()[:MOST_CLOSED])),
        ]
        return super().get_context_data(
            lists=lists,
            kinds=GrantKind.objects.visible_to(self.request.user).filter(is_in_use=True),
            steps=ProcessStep.objects.all(),
            principles=[each for each in principles if each.holds_on(today)],
            other_principles=[each for each in principles if not each.holds_on(today)],
            notices=FundingNotice.objects.visible_to(self.request.user).shown_on(today),
            may_handle=self.request.user.has_perm("grants.add_call"),
            acts_for_somebody=bool(organisation_roles_of(self.request.user)),
            legal_texts=LegalText.objects.filter(is_confirmed=True),
            **kwargs,
        )


@same_for_visitors
@require_safe
def call_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One call: what is granted to whom, by when, how it is decided, and what to prepare."""
    call = _call(request, slug)
    kinds = list(
        call.call_kinds.select_related("kind", "question_set").prefetch_related(
            "earmarks", "attachments", "criteria", "question_set__questions", "kind__rules"
        )
    )
    phase = call.phase()
    context = {
        "call": call,
        "kinds": [{"kind": each, "minutes": minutes_for_kind(each)} for each in kinds],
        "extensions": call.extensions.order_by("-extended_at"),
        "is_open": phase == CallPhase.OPEN,
        "is_draft": phase == CallPhase.DRAFT,
        "may_handle": request.user.has_perm("grants.change_call", call),
        **badge_of(call),
    }
    return render(request, "grants/call_detail.html", context)


@same_for_visitors
@require_safe
def call_questions(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The questions of a kind with their reasons, to be read before applying."""
    call = _call(request, slug)
    record = _kind(call, pk)
    sections = record.question_set.sections.order_by("order").prefetch_related(  # type: ignore[union-attr]
        "questions__choices", "questions__columns", "questions__rules", "questions__shown_if__choices"
    )
    document = (
        Document.objects.of(record, QUESTIONS).filter(language=language()).order_by("-requested_at").first()
    )
    context = {
        "call": call,
        "kind": record,
        "sections": sections,
        "minutes": minutes_for_kind(record),
        "document": document,
        "is_open": call.is_open(),
        "can_make": request.user.has_perm("grants.change_callkind", record),
    }
    return render(request, "grants/call_questions.html", context)


@require_POST
def questions_document(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """Have the questions made as a PDF of what they say now."""
    call = _call(request, slug)
    record = _kind(call, pk)
    require(request.user, "grants.change_callkind", record)
    made = documents.request(
        record,
        QUESTIONS,
        language=language(),
        audience=Audience.PUBLIC,
        actor=request.user,
    )
    if request.headers.get("HX-Request"):
        card = {
            "document": made,
            "name": _("The questions as a PDF"),
            "make_url": request.path,
            "can_make": True,
        }
        return render(request, "components/document_card.html", card)
    return redirect("grants:call-questions", slug, pk)


@same_for_visitors
@require_safe
def call_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The dates of one call for one's own calendar."""
    call = _call(request, slug)
    if call.state == CallState.DRAFT:
        raise Http404
    return HttpResponse(calendar.feed(call.title, [call]), content_type=CALENDAR)


@require_safe
def calls_calendar(_request: HttpRequest) -> HttpResponse:
    """The dates of all calls, for a program that asks again and again."""
    calls = Call.objects.visible_to(AnonymousUser()).order_by("opens_at", "pk")
    return HttpResponse(calendar.feed(_("Grant calls"), calls), content_type=CALENDAR)


class CallFeed(Feed):
    """Calls as they are published, the newest first."""

    feed_type = Atom1Feed
    link = reverse_lazy("grants:call-list")

    def title(self) -> str:
        """Whose calls."""
        return f"{_('Grant calls')} – {settings.PORTAL_NAME}"

    def items(self) -> QuerySet:
        """The latest that everybody may know of."""
        calls = Call.objects.visible_to(AnonymousUser()).annotate(extended_at=Max("extensions__extended_at"))
        return calls.order_by(Coalesce("extended_at", "published_at").desc(), "-pk")[:30]

    def item_title(self, item: Call) -> str:
        """The title; a cancelled one says so."""
        return (
            _("Cancelled: %(name)s") % {"name": item.title}
            if item.state == CallState.CANCELLED
            else item.title
        )

    def item_description(self, item: Call) -> str:
        """What is granted, and until when."""
        extended = _("Extended.") if item.extended_at else ""
        words = [item.summary, item.cancelled_because, calendar.times_in_words(item), extended]
        return "\n".join(filter(None, words))

    def item_guid(self, item: Call) -> str:
        """What stays, whatever the call is called."""
        return f"urn:uuid:{item.key}"

    item_guid_is_permalink = False

    def author_name(self) -> str:
        """Whose words they are: a feed of this kind must say it."""
        return str(settings.PORTAL_OWNER)

    def item_pubdate(self, item: Call) -> Any:
        """When it was published."""
        return item.published_at

    def item_updateddate(self, item: Call) -> Any:
        """When it was last extended, else when it was published: an extension is news to those who follow."""
        return item.extended_at or item.published_at


def _call(request: HttpRequest, slug: str) -> Call:
    rows = Call.objects.select_related("region", "principles")
    return get_visible(rows, request.user, slug=slug)  # type: ignore[return-value]


def _kind(call: Call, pk: int) -> CallKind:
    rows = call.call_kinds.select_related("kind", "question_set").prefetch_related(
        "attachments", Prefetch("question_set__questions")
    )
    found = rows.filter(pk=pk, question_set__isnull=False).first()
    if found is None:
        raise Http404
    found.call = call
    return found
