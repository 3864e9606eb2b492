"""A person's own pages: where I sit, whom I represent, and how I am reached."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from members import services
from members.forms.person import ContactForm, OutsideSeatForm
from members.models import OutsideSeat, Person
from members.sittings import sittings_of
from portal.errors import Refused


def own_person(request: HttpRequest) -> Person | None:
    """The person who asks, if they sit or have sat anywhere."""
    return Person.objects.filter(user=request.user.pk).first()


@login_required
@require_safe
def person_seats(request: HttpRequest) -> HttpResponse:
    """All that I am and was in groups, here and elsewhere."""
    person, today = own_person(request), timezone.localdate()
    context: dict[str, Any] = {"person": person, "today": today}
    if person:
        context["sittings"] = sittings_of(person, day=today)
        context["outside"] = list(person.outside_seats.all())
    return render(request, "members/own_seats.html", context)


@login_required
def person_contact(request: HttpRequest) -> HttpResponseBase:
    """My contact data, and who may see it."""
    person = own_person(request)
    form = ContactForm.of(person, request.POST or None) if person else None
    if form and person and request.method == "POST" and form.is_valid():
        try:
            services.change_contact(person=person, actor=request.user, **form.changes)
        except ValidationError as error:
            form.add_error(None, error)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("members:person-contact")
    return render(request, "members/own_contact.html", {"form": form, "person": person})


@login_required
def outside_seat_create(request: HttpRequest) -> HttpResponseBase:
    """A group outside the portal in which I sit."""
    person = own_person(request)
    if person is None:
        raise Http404
    return _outside_seat(request, person, None)


@login_required
def outside_seat_change(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Change or end it."""
    seat = get_object_or_404(OutsideSeat.objects.select_related("person"), pk=pk, person__user=request.user)
    return _outside_seat(request, seat.person, seat)


def _outside_seat(request: HttpRequest, person: Person, seat: OutsideSeat | None) -> HttpResponseBase:
    form = OutsideSeatForm(request.POST or None, instance=seat or OutsideSeat(person=person))
    if request.method == "POST" and form.is_valid():
        if seat:
            services.change_outside_seat(seat=seat, values=form.values, actor=request.user)
        else:
            services.add_outside_seat(person=person, values=form.values, actor=request.user)
        messages.success(request, _("Saved."))
        return redirect("members:person-seats")
    return render(request, "members/outside_seat_form.html", {"form": form, "seat": seat})


@login_required
@require_POST
def outside_seat_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away what was noted by mistake."""
    seat = get_object_or_404(OutsideSeat.objects.select_related("person"), pk=pk, person__user=request.user)
    services.remove_outside_seat(seat=seat, actor=request.user)
    messages.success(request, _("Removed."))
    return redirect("members:person-seats")
