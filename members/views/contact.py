"""A message to a body, from anybody who reads its page."""

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from members import services
from members.forms.contact import ContactForm
from members.models import Body
from members.services.contact import receivers_of
from portal.access import get_visible

from .forming import attempt


@require_http_methods(["GET", "HEAD", "POST"])
def body_contact(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The form, and where the message goes in words, never as an address."""
    body: Body = get_visible(Body.objects.all(), request.user, slug=slug)  # type: ignore[assignment]
    form = ContactForm(request.POST or None)
    if form.is_valid() and _sent(request, body, form):
        messages.success(request, _("Thank you. Your message is on its way."))
        return redirect(body.get_absolute_url())
    return render(
        request,
        "members/body_contact.html",
        {"body": body, "form": form, "is_read": bool(receivers_of(body))},
    )


def _sent(request: HttpRequest, body: Body, form: ContactForm) -> bool:
    """Whether it went; a program that fills in every field is thanked and not heard."""
    if form.is_from_program:
        return True
    if not ratelimit.consume(request, action="body_contact"):
        form.add_error(None, _("Many messages have come from your network just now. Try again in an hour."))
        return False
    facts = {name: form.cleaned_data[name] for name in ("name", "email", "message")}

    def write() -> bool:
        services.write_to_body(body=body, **facts)
        return True

    return bool(attempt(form, write))
