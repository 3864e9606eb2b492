"""People in the admin panel."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from members import services
from members.models import Mandate, Office, OutsideSeat, Person, PersonAct, SpeakingRight
from portal.errors import Refused
from portal.panel import Inline, Page, ReadOnly


class MandateOfPersonInline(ReadOnly, Inline):
    """Where a person sits and has sat."""

    model = Mandate
    fields = ("seat", "organisation", "valid_from", "valid_until", "end_reason")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With what the names of the seats are made of."""
        return super().get_queryset(request).select_related("seat__group__term__body", "organisation")


class OfficeOfPersonInline(ReadOnly, Inline):
    """Positions of trust."""

    model = Office
    fields = ("body", "kind", "valid_from", "valid_until")


class SpeakingRightOfPersonInline(ReadOnly, Inline):
    """Rights to speak."""

    model = SpeakingRight
    fields = ("body", "group", "valid_from", "valid_until")


class OutsideSeatOfPersonInline(Inline):
    """Groups outside the portal."""

    model = OutsideSeat


class PersonActInline(ReadOnly, Inline):
    """What has been done to the record."""

    model = PersonAct
    fields = ("kind", "note", "done_at", "done_by")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With who did it."""
        return super().get_queryset(request).select_related("done_by")


@admin.register(Person)
class PersonAdmin(Page):
    """People in bodies. Contact data and consent are changed on their own page, which writes down who did it."""

    list_display = ("name", "email", "user", "invited_at")
    list_filter = ("contact_is_public", "is_example")
    list_select_related = ("user",)
    search_fields = ("name", "email")
    actions = ("invite",)
    inlines = [
        MandateOfPersonInline,
        OfficeOfPersonInline,
        SpeakingRightOfPersonInline,
        OutsideSeatOfPersonInline,
        PersonActInline,
    ]
    NEW = ("name", "email", "phone", "is_example")
    KNOWN = (
        "name", "email", "phone", "contact_is_public", "contact_agreed_at", "contact_agreed_how", "own_page", "invited_at",
        "user", "is_example",
    )  # fmt: skip

    def get_fields(self, request: HttpRequest, obj: Person | None = None) -> Any:
        """A new person has no consent yet."""
        return self.KNOWN if obj else self.NEW

    def get_readonly_fields(self, request: HttpRequest, obj: Person | None = None) -> Any:
        """All but the account, which is taken away here."""
        return tuple(name for name in self.KNOWN if name not in {"user", "is_example"}) if obj else ()

    @admin.display(description=_("change"))
    def own_page(self, person: Person) -> SafeString:
        """The way to where the data is changed."""
        address = reverse("members:person-edit", args=[person.pk])
        return format_html('<a href="{}">{}</a>', address, gettext("Change the contact data"))

    @admin.action(description=_("Invite to sign in"), permissions=["change"])
    def invite(self, request: HttpRequest, queryset: QuerySet[Person]) -> None:
        """Send an invitation to each of the chosen; those who cannot be invited are told."""
        invited = 0
        for person in queryset:
            try:
                services.invite_person(person=person, actor=request.user)
                invited += 1
            except Refused as refusal:
                messages.warning(request, str(refusal))
        if invited:
            text = ngettext(
                "%(count)d invitation is on its way.", "%(count)d invitations are on their way.", invited
            )
            messages.success(request, text % {"count": invited})
