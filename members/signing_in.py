"""What this app does when somebody signs in: whoever was invited gets the seats that are theirs."""

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.signals import user_logged_in
from django.contrib import messages
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import gettext as _

from portal.models import User

from .services import join_account


@receiver(user_logged_in, dispatch_uid="members.signing_in.join")
def join(request: HttpRequest, user: User, **how: Any) -> None:  # noqa: ARG001 - what every receiver takes
    """A code that was sent to an address and came back shows who holds it; a password shows nothing of that."""
    records = get_authentication_records(request, user)
    addresses = [record.get("email") for record in records if record["method"] == "code"]
    if addresses and addresses[-1] and (person := join_account(address=addresses[-1], actor=user)):
        messages.success(request, _("Welcome, %(name)s. Here are your seats.") % {"name": person})
