"""The coordinator's and the secretariat's acts on many people at once: invitations, and contact data that is old."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext

from members import services
from members.forms.person import OldContactForm
from members.models import Body, Person
from members.services.invitation import obstacles_of, without_account, wording
from members.services.person import months_ago
from portal.access import require
from portal.errors import Refused
from portal.parameters import whole_number

from .fetching import run_by_user


@run_by_user
def body_invite(request: HttpRequest, body: Body) -> HttpResponseBase:
    """All in the seats of a body who have no account: who would get which mail, then send them."""
    people = without_account(body)
    if request.method == "POST":
        return _invite(request, body, people)
    obstacles = obstacles_of(people)
    ready = [person for person in people if person.pk not in obstacles]
    context = {
        "body": body,
        "ready": ready,
        "obstacles": [(person, obstacles[person.pk]) for person in people if person.pk in obstacles],
        "mail": wording(ready[0], actor=request.user) if ready else None,
    }
    return render(request, "members/body_invite.html", context)


def _invite(request: HttpRequest, body: Body, people: list[Person]) -> HttpResponseBase:
    """Send to those who were shown; who has got into a seat since then was not."""
    shown = {whole_number(text) for text in request.POST.getlist("henkilo")}
    ids = [person.pk for person in people if person.pk in shown]
    try:
        invited = services.invite_members(body=body, people=ids, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        count = len(invited)
        text = ngettext(
            "%(count)d invitation is on its way.", "%(count)d invitations are on their way.", count
        )
        messages.success(request, text % {"count": count})
    return redirect("members:body-invite", body.slug)


@login_required
def old_contacts(request: HttpRequest) -> HttpResponseBase:
    """Whose contact data is still here long after their last seat; it is removed from those who are chosen."""
    require(request.user, "members.change_person")
    months = settings.PERSON_CONTACT_KEPT_MONTHS
    form = OldContactForm(request.POST or request.GET or ({"kuukaudet": months} if months else None))
    since = months_ago(form.cleaned_data["kuukaudet"]) if form.is_valid() else None
    if request.method == "POST" and since:
        chosen = [pk for text in request.POST.getlist("henkilo") if (pk := whole_number(text)) is not None]
        count = services.remove_old_contact(day=since, people=chosen, actor=request.user)
        text = ngettext(
            "The contact data of %(count)d person is removed.",
            "The contact data of %(count)d people is removed.",
            count,
        )
        messages.success(request, text % {"count": count})
        return redirect(f"{reverse('members:old-contacts')}?kuukaudet={form.cleaned_data['kuukaudet']}")
    people = Person.objects.with_old_contact(since).order_by("last_day", "name") if since else []
    context = {"form": form, "people": people, "since": since, "months": months}
    return render(request, "members/old_contacts.html", context)
