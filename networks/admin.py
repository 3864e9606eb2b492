"""The directory of networks, the service lines and the notices of rooms in the admin panel."""

from django.contrib import admin
from modeltranslation.admin import TranslationAdmin

from portal.admin import UserAdmin
from portal.panel import Inline, Page, ReadOnly

from .models import ContactPerson, Network, NetworkMember, RoomNotice, ServiceLine


class NetworkMemberInline(Inline):
    """Who belongs to a network."""

    model = NetworkMember
    fields = ("name", "organisation", "municipality", "role", "is_group")


@admin.register(Network)
class NetworkAdmin(Page, TranslationAdmin):
    """Networks with their members."""

    list_display = ("name", "kind", "category", "region", "needs_description")
    list_filter = ("kind", "needs_description", "region")
    list_select_related = ("category", "region")
    search_fields = ("name", "name_variants")
    prepopulated_fields = {"slug": ("name",)}
    inlines = [NetworkMemberInline]


class ContactPersonInline(Inline):
    """The contacts of a service line."""

    model = ContactPerson


UserAdmin.inlines = [*UserAdmin.inlines, ContactPersonInline]


@admin.register(ServiceLine)
class ServiceLineAdmin(Page, TranslationAdmin):
    """Service lines with their contacts."""

    list_display = ("name", "region", "is_example")
    list_select_related = ("region",)
    search_fields = ("name",)
    inlines = [ContactPersonInline]


@admin.register(RoomNotice)
class RoomNoticeAdmin(ReadOnly, Page):
    """Notices of rooms; they are changed and taken down on their own pages."""

    list_display = ("title", "kind", "organisation", "municipality", "shown_until", "ended_at")
    list_filter = ("kind",)
    list_select_related = ("organisation", "municipality")
    search_fields = ("title", "organisation__name")
    fields = (
        *("title", "kind", "organisation", "municipality", "place", "description", "seats", "price", "times"),
        *("is_step_free", "has_induction_loop", "has_accessible_toilet", "contact_name", "contact_email"),
        *("put_up_on", "renewed_on", "shown_until", "ended_at"),
    )
