"""What the law wants said of a service: how accessible it is, and what it keeps of people."""

from allauth.core import ratelimit
from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from portal import mail, own_data
from portal.enums import Language
from portal.page_cache import same_for_visitors


class FeedbackForm(forms.Form):
    """What somebody found hard to use; who they are only if they want an answer."""

    message = forms.CharField(
        label=gettext_lazy("What was difficult, and what were you doing?"),
        help_text=gettext_lazy("If you use a screen reader or another aid, tell which one."),
        max_length=5000,
        widget=forms.Textarea({"rows": 6}),
    )
    page = forms.CharField(
        label=gettext_lazy("On which page?"),
        help_text=gettext_lazy("Its address or its heading."),
        max_length=300,
        required=False,
    )
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        help_text=gettext_lazy("If you want an answer."),
        required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )


@require_safe
@same_for_visitors
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement (306/2019, section 9)."""
    return render(request, "portal/accessibility.html", {"facts": settings.ACCESSIBILITY})


@require_safe
@same_for_visitors
def privacy(request: HttpRequest) -> HttpResponse:
    """Which personal data is kept, why and how long."""
    context = {
        "facts": settings.PRIVACY,
        "session_days": settings.SESSION_COOKIE_AGE // 86_400,
        "parts": own_data.parts(),
    }
    return render(request, "portal/privacy.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def accessibility_feedback(request: HttpRequest) -> HttpResponse:
    """A page of its own, so that the statement needs no cookie; what is written goes to the portal's contact address."""
    form = FeedbackForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if ratelimit.consume(request, action="accessibility_feedback"):
            to = mail.Receiver(settings.PORTAL_CONTACT, settings.PORTAL_OWNER, Language.FINNISH)
            mail.post("accessibility_feedback", to=to, context=form.cleaned_data)
            messages.success(
                request, _("Thank you. Your feedback is on its way, and we answer within 14 days.")
            )
            return redirect("accessibility")
        form.add_error(None, _("Much feedback has come from your network just now. Try again in an hour."))
    return render(request, "portal/accessibility_feedback.html", {"form": form})
