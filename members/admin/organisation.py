"""Organisations in the admin panel."""

from django.contrib import admin

from members.models import (
    JoinRequest,
    Organisation,
    OrganisationImport,
    OrganisationInvitation,
    OrganisationRole,
    OrganisationUnit,
)
from portal.admin import UserAdmin
from portal.panel import Inline, Page, ReadOnly


class OrganisationRoleInline(Inline):
    """Who acts for an organisation."""

    model = OrganisationRole


UserAdmin.inlines = [*UserAdmin.inlines, OrganisationRoleInline]


class OrganisationUnitInline(Inline):
    """Its units by the names that they have for a time."""

    model = OrganisationUnit


@admin.register(JoinRequest)
class JoinRequestAdmin(ReadOnly, Page):
    """Who has asked to act for an organisation; it is decided on the organisation's own page."""

    list_display = ("user", "organisation", "role", "state", "asked_at")
    list_filter = ("state", "role")
    list_select_related = ("user", "organisation")
    search_fields = ("user__name", "user__email", "organisation__name")


@admin.register(OrganisationInvitation)
class OrganisationInvitationAdmin(ReadOnly, Page):
    """Who was asked by mail to act for an organisation."""

    list_display = ("email", "organisation", "role", "state", "asked_at")
    list_filter = ("state", "role")
    list_select_related = ("organisation",)
    search_fields = ("email", "organisation__name")
    fields = ("organisation", "email", "role", "state", "asked_at", "asked_by", "answered_at")


@admin.register(OrganisationImport)
class OrganisationImportAdmin(ReadOnly, Page):
    """Files that were brought; they have pages of their own."""

    list_display = ("filename", "state", "added_at", "added_by", "rows_read", "rows_stored")
    list_filter = ("state",)
    list_select_related = ("added_by",)
    search_fields = ("filename",)
    fields = (
        *("filename", "size", "state", "failure", "columns", "unknown_columns", "rows_read", "rows_stored"),
        *("added_at", "added_by", "confirmed_at", "confirmed_by", "finished_at", "forgotten_at"),
    )


@admin.register(Organisation)
class OrganisationAdmin(Page):
    """The register; it can have a hundred thousand rows."""

    list_display = ("name", "legal_form", "business_id", "register_number", "home_municipality")
    list_filter = ("legal_form", "is_listed", "is_example")
    list_select_related = ("home_municipality",)
    # Numbers are looked for whole, so that each of these has an index that serves it.
    search_fields = ("name", "business_id__exact", "register_number__exact")
    inlines = [OrganisationRoleInline, OrganisationUnitInline]
