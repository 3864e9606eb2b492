"""Users, mails and documents in the admin panel."""

from typing import Any

from allauth.account.models import EmailAddress
from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal import documents, mail
from portal.enums import DocumentState
from portal.models import Document, OutgoingMail, User
from portal.panel import Page, ReadOnly


@admin.register(User)
class UserAdmin(Page):
    """People who can sign in. Apps add the roles that they give (`inlines`)."""

    list_display = ("name", "email", "is_staff", "is_active", "last_login")
    list_filter = ("is_staff", "is_active")
    search_fields = ("name", "email")
    fields = ("name", "email", "language", "is_active", "is_staff", "last_login", "date_joined")
    readonly_fields = ("last_login", "date_joined")
    inlines: list[type[admin.options.InlineModelAdmin]] = []

    def save_model(self, request: HttpRequest, obj: User, form: forms.ModelForm, change: bool) -> None:  # noqa: FBT001
        """Keep the address that signs in the same as the one in the record; a new user has no password but a code."""
        obj.email = obj.email.lower()
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        EmailAddress.objects.filter(user=obj).exclude(email=obj.email).delete()
        EmailAddress.objects.update_or_create(
            user=obj, email=obj.email, defaults={"verified": True, "primary": True}
        )


def _holds_code(row: OutgoingMail) -> bool:
    """Whether the mail still holds what lets its receiver in; without a mail server the panel is where codes are read."""
    return row.is_secret and bool(settings.EMAIL_URL)


@admin.register(OutgoingMail)
class OutgoingMailAdmin(ReadOnly, Page):
    """What the portal has sent, or keeps when it has no mail server; the text as it was, never as a page."""

    list_display = ("created_at", "to_address", "subject", "state", "sent_at")
    list_filter = ("state", "language")
    search_fields = ("to_address", "subject")
    actions = ("send_again",)
    fields = (
        "to_address", "to_name", "subject", "as_text", "as_html", "attached", "kind", "language", "about_link",
        "state", "failure", "attempts", "created_at", "due_at", "sent_at", "resent_by", "message_id",
    )  # fmt: skip

    @admin.display(description=_("text"))
    def as_text(self, row: OutgoingMail) -> SafeString:
        """The text with its lines; a code that lets somebody in is for that person alone."""
        return format_html("<pre>{}</pre>", _("The text holds a code.") if _holds_code(row) else row.text)

    @admin.display(description=_("HTML"))
    def as_html(self, row: OutgoingMail) -> SafeString:
        """The HTML as source: nothing in it can act."""
        return format_html("<pre>{}</pre>", "" if _holds_code(row) else row.html)

    @admin.display(description=_("attachments"))
    def attached(self, row: OutgoingMail) -> str:
        """The names of the files that went with it."""
        return ", ".join(row.attachments.values_list("name", flat=True))

    @admin.display(description=_("about"))
    def about_link(self, row: OutgoingMail) -> str:
        """The record that the mail is about."""
        return str(row.about or "")

    @admin.action(description=_("Send again"), permissions=["view"])
    def send_again(self, request: HttpRequest, queryset: QuerySet[OutgoingMail]) -> None:
        """Send the chosen mails again; those that cannot be are told."""
        sent = 0
        for row in queryset:
            try:
                mail.resend(row, actor=request.user)
                sent += 1
            except ValueError as error:
                messages.warning(request, f"{row}: {error}")
        if sent:
            text = ngettext("%d mail is on its way again.", "%d mails are on their way again.", sent)
            messages.success(request, text % sent)


@admin.register(Document)
class DocumentAdmin(ReadOnly, Page):
    """What the worker has made or could not make, and why."""

    list_display = ("title", "kind", "language", "audience", "state", "requested_at", "pages")
    list_filter = ("state", "kind", "language", "audience")
    search_fields = ("title", "filename")
    actions = ("make_again",)
    fields = (
        "title", "kind", "language", "audience", "state", "why", "link", "pages", "size", "attempts", "requested_by",
        "requested_at", "started_at", "ready_at", "content_hash", "file_hash",
    )  # fmt: skip

    @admin.display(description=_("what went wrong"))
    def why(self, row: Document) -> str:
        """The reasons, a line for each."""
        return row.failure

    @admin.display(description=_("file"))
    def link(self, row: Document) -> str | SafeString:
        """The way to the file."""
        if row.state != DocumentState.READY:
            return ""
        return format_html('<a href="{}">{}</a>', row.file_url, row.filename)

    @admin.action(description=_("Make again"), permissions=["view"])
    def make_again(self, request: HttpRequest, queryset: QuerySet[Document]) -> None:
        """Ask anew for the chosen documents that failed, with what their subjects say now."""
        failed = queryset.filter(state=DocumentState.FAILED)
        for document in failed:
            documents.retry(document, actor=request.user)
        count = len(failed)
        text = ngettext("%d document is being made again.", "%d documents are being made again.", count)
        messages.success(request, text % count)

    def get_queryset(self, request: HttpRequest) -> Any:
        """With the person who asked."""
        return super().get_queryset(request).select_related("requested_by")
