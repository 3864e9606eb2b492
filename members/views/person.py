"""The coordinator's pages about people: who they are, where they sit, how they are reached."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.generic import ListView

from members import services
from members.forms.person import ContactOnBehalfForm, PersonSearchForm
from members.models import Body, Mandate, Person
from members.models.person import PersonQuerySet
from members.services.invitation import obstacles_of, wording
from members.sittings import sittings_of
from portal.access import get_visible, require
from portal.errors import Refused
from portal.parameters import whole_number

View = Callable[..., HttpResponseBase]
MOST_CANDIDATES = 20


def of_run_person(view: View) -> View:
    """A page for those who run a body of the person: the view gets the person in place of the number."""

    @login_required
    @wraps(view)
    def run(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponseBase:
        person = get_visible(Person.objects.select_related("user"), request.user, pk=pk)
        require(request.user, "members.run_body")
        return view(request, person, **kwargs)

    return run


def found_by(people: PersonQuerySet, text: str) -> PersonQuerySet:
    """Those with the text in the name or at the beginning of the e-mail address."""
    text = text.strip()
    return people.filter(Q(name__icontains=text) | Q(email__istartswith=text)) if text else people


@method_decorator(login_required, name="dispatch")
class PersonList(ListView):
    """Everybody in the groups that I run, found by a part of the name."""

    template_name = "members/person_list.html"
    context_object_name = "people"
    paginate_by = 50

    def get_queryset(self) -> QuerySet[Person]:
        """The people with what they sit in now; a search that is none finds nobody."""
        require(self.request.user, "members.run_body")
        self.form = PersonSearchForm(self.request.GET)
        people = Person.objects.visible_to(self.request.user)
        people = found_by(people, self.form.cleaned_data["q"]) if self.form.is_valid() else people.none()
        seats = Mandate.objects.valid_on(timezone.localdate()).select_related("seat__group__term__body")
        seats = seats.filter(seat__group__term__body__in=Body.objects.visible_to(self.request.user))
        return people.prefetch_related(Prefetch("mandates", seats, "present"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the search, and the groups whose members can be invited at once."""
        bodies = Body.objects.run_by(self.request.user).filter(terms__groups__seats__mandates__isnull=False)
        return super().get_context_data(form=self.form, bodies=bodies.distinct(), **kwargs)


@of_run_person
@require_safe
def person_detail(request: HttpRequest, person: Person) -> HttpResponse:
    """Seats in all bodies that the reader may see, contact data and consent, account and invitation, what was done."""
    today, bodies = timezone.localdate(), Body.objects.visible_to(request.user)
    context = {
        "person": person,
        "today": today,
        "sittings": sittings_of(person, day=today, bodies=bodies),
        "outside": list(person.outside_seats.all()),
        "obstacle": obstacles_of([person]).get(person.pk, ""),
        "acts": person.acts.select_related("done_by")[:30],
        "may_merge": request.user.has_perm("members.change_person"),
    }
    return render(request, "members/person_detail.html", context)


@of_run_person
def person_edit(request: HttpRequest, person: Person) -> HttpResponseBase:
    """Contact data changed on the person's behalf."""
    form = ContactOnBehalfForm.of(person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_contact(person=person, actor=request.user, **form.changes)
        except ValidationError as error:
            form.add_error(None, error)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("members:person-detail", person.pk)
    return render(request, "members/person_form.html", {"form": form, "person": person})


@of_run_person
def person_invite(request: HttpRequest, person: Person) -> HttpResponseBase:
    """Says which mail would go, then sends it."""
    if request.method == "POST":
        try:
            services.invite_person(person=person, actor=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request, _("The invitation is on its way to %(address)s.") % {"address": person.email}
            )
        return redirect("members:person-detail", person.pk)
    obstacle = obstacles_of([person]).get(person.pk, "")
    shown = None if obstacle else wording(person, actor=request.user)
    return render(
        request, "members/person_invite.html", {"person": person, "obstacle": obstacle, "mail": shown}
    )


@of_run_person
def person_merge(request: HttpRequest, person: Person) -> HttpResponseBase:
    """Two records of the same human: look for the other one, see both beside each other, make them one."""
    require(request.user, "members.change_person")
    others = Person.objects.exclude(pk=person.pk).select_related("user")
    asked = (request.POST or request.GET).get("toinen", "")
    double = others.filter(pk=whole_number(asked)).first()
    if request.method == "POST":
        if double is None:
            raise Http404
        try:
            services.merge_people(kept=person, double=double, actor=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The two records are one now."))
        return redirect("members:person-detail", person.pk)
    form = PersonSearchForm(request.GET if "q" in request.GET else {"q": person.name})
    found = found_by(others, form.cleaned_data["q"])[:MOST_CANDIDATES] if form.is_valid() else []
    today = timezone.localdate()
    both = [(each, sittings_of(each, day=today)) for each in (person, double)] if double else []
    context = {"person": person, "double": double, "both": both, "form": form, "found": found, "today": today}
    return render(request, "members/person_merge.html", context)
