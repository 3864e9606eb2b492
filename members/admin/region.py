"""Regions, municipalities and categories in the admin panel."""

from django.contrib import admin
from modeltranslation.admin import TranslationAdmin, TranslationTabularInline

from members.models import Category, CategoryScheme, Municipality, Region, RegionRole
from portal.admin import UserAdmin
from portal.panel import Inline, Page


class RegionRoleInline(Inline):
    """Work for the whole region."""

    model = RegionRole


UserAdmin.inlines = [*UserAdmin.inlines, RegionRoleInline]


@admin.register(Region)
class RegionAdmin(Page, TranslationAdmin):
    """Regions and who works for all of them."""

    list_display = ("area_name", "name")
    search_fields = ("name", "area_name")
    inlines = [RegionRoleInline]


@admin.register(Municipality)
class MunicipalityAdmin(Page, TranslationAdmin):
    """Municipalities with their codes."""

    list_display = ("name", "code", "region")
    list_filter = ("region",)
    list_select_related = ("region",)
    search_fields = ("name_fi", "name_sv", "code")


class CategoryInline(Inline, TranslationTabularInline):
    """The classes of a scheme."""

    model = Category
    fields = ("order", "slug", "name", "has_seat")


@admin.register(CategoryScheme)
class CategorySchemeAdmin(Page, TranslationAdmin):
    """Schemes with their classes."""

    list_display = ("name", "region")
    list_select_related = ("region",)
    search_fields = ("name", "slug")
    inlines = [CategoryInline]


@admin.register(Category)
class CategoryAdmin(Page, TranslationAdmin):
    """Classes by themselves: other names and notes."""

    list_display = ("name", "scheme", "order", "has_seat")
    list_filter = ("scheme",)
    list_select_related = ("scheme",)
    search_fields = ("name_fi", "name_sv", "name_en", "aliases")
