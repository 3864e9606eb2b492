"""One's own account."""

from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django import forms
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.messages.views import SuccessMessageMixin
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django.views.generic import UpdateView

from portal import navigation, own_data
from portal.models import User


class AccountForm(forms.ModelForm):
    """What a person may change of the account without confirming it."""

    class Meta:
        model = User
        fields = ["name", "language"]
        widgets = {"name": forms.TextInput({"autocomplete": "name"}), "language": forms.RadioSelect}
        labels = {"name": _("Your name"), "language": _("In which language do mails come?")}


class AccountHome(LoginRequiredMixin, SuccessMessageMixin, UpdateView):
    """Name and language of the person, and the ways to change what protects the account."""

    form_class = AccountForm
    template_name = "portal/account_home.html"
    context_object_name = "person"  # the model's own name would hide who is at the head of the page
    success_url = reverse_lazy("account-home")
    success_message = _("Your details are saved.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With how the account is protected, and the other pages about the person."""
        has_second_factor, own_pages = is_mfa_enabled(self.request.user), navigation.own_pages()
        return super().get_context_data(has_second_factor=has_second_factor, own_pages=own_pages, **kwargs)

    def get_object(self, queryset: object = None) -> User:
        """The person who asks, fetched anew: a form with errors would else change the name at the head of the page."""
        return get_object_or_404(User, pk=self.request.user.pk)


@login_required
@require_safe
def data_about_me(request: HttpRequest) -> HttpResponse:
    """What is kept of the person and why, part by part."""
    return render(request, "portal/own_data.html", {"parts": own_data.found(request.user)})


@login_required
@require_safe
def data_download(request: HttpRequest) -> HttpResponse:
    """All of it as a file that programs can read."""
    now = timezone.now()
    kept = {
        part.name: {"why": str(part.why), "records": records}
        for part, records in own_data.found(request.user)
    }
    headers = {
        "Content-Disposition": f'attachment; filename="omat-tiedot-{timezone.localdate(now)}.json"',
        "Cache-Control": "private, no-store",
    }
    style = {"ensure_ascii": False, "indent": 2}
    return JsonResponse({"made_at": now, **kept}, json_dumps_params=style, headers=headers)
