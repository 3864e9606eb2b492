"""How signing in differs from allauth's ways: names instead of user names, and mails that are stored rows."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from . import demo
from .context import names
from .models import User


class NameForm(forms.Form):
    """Asks the name of a person who makes an account."""

    name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"})
    )

    field_order = ("name", "email", "password1")

    def signup(self, request: HttpRequest, user: User) -> None:
        """Store the name with the new account, and the language that its owner reads the portal in."""
        user.name = self.cleaned_data["name"]
        user.language = get_language() or user.language
        user.save(update_fields=["name", "language"])


class DemoPasswordValidator:
    """The password of the demo stands in the manual, so nobody may choose it."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raises ValidationError for that one password."""
        if password == demo.PASSWORD:
            raise ValidationError(_("Everybody knows this password. Choose another one."))

    def get_help_text(self) -> str:
        """Nothing: who does not know the demo would not understand."""
        return ""


class AccountAdapter(DefaultAccountAdapter):
    """Sends allauth's mails through the portal's own outgoing mail, and knows the demo's password in the demo only."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """The user whom the credentials let in, or None. A database may have served as a demo before its real use."""
        if credentials.get("password") == demo.PASSWORD and settings.PRODUCTION and not settings.DEMO:
            raise self.validation_error("email_password_mismatch")
        return super().authenticate(request, **credentials)

    def format_email_subject(self, subject: str) -> str:
        """The subject says what the mail is about; who sent it stands in the sender's name."""
        return str(subject)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the mail as a stored row; the worker sends it."""
        from . import mail

        context = {**names(), **context, "email": email, "request": self.request}
        message = self.render_mail(template_prefix, email, context)
        mail.post_message(message, template_prefix.rpartition("/")[2], is_secret="code" in context)
