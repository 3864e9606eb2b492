"""What the secretariat keeps: kinds of grants, rules, principles, sums, steps and legal texts."""

from django.contrib import admin
from modeltranslation.admin import TranslationAdmin

from grants.models import GrantKind, GrantRule, LegalText, Principles, ProcessStep, YearlyAppropriation
from portal.panel import Page


@admin.register(GrantKind)
class GrantKindAdmin(Page, TranslationAdmin):
    """Kinds of grants; what is empty has not been decided."""

    list_display = ("name", "region", "largest_sum", "decision_route", "is_in_use")
    list_filter = ("region", "is_in_use")
    list_select_related = ("region",)
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}


@admin.register(GrantRule)
class GrantRuleAdmin(Page, TranslationAdmin):
    """The rules that applications are held against."""

    list_display = ("code", "text", "type", "check_by", "is_in_use")
    list_filter = ("type", "check_by", "kinds", "region")
    search_fields = ("code", "text")
    filter_horizontal = ("kinds",)


@admin.register(Principles)
class PrinciplesAdmin(Page, TranslationAdmin):
    """Principles by year."""

    list_display = ("title", "decided_by", "decided_on", "section", "valid_from", "valid_until")
    list_filter = ("region",)
    search_fields = ("title",)


@admin.register(YearlyAppropriation)
class YearlyAppropriationAdmin(Page, admin.ModelAdmin):
    """What the budget has for grants."""

    list_display = ("year", "amount", "is_earmarked", "region")
    list_filter = ("region",)
    list_select_related = ("region",)


@admin.register(ProcessStep)
class ProcessStepAdmin(Page, TranslationAdmin):
    """How an application is handled."""

    list_display = ("order", "actor", "action", "region")
    list_filter = ("region",)
    list_select_related = ("region",)
    search_fields = ("actor", "action")


@admin.register(LegalText)
class LegalTextAdmin(Page, TranslationAdmin):
    """Texts of law, each to be confirmed before it is printed."""

    list_display = ("slug", "text", "is_confirmed", "region")
    list_filter = ("is_confirmed", "region")
    list_select_related = ("region",)
    search_fields = ("slug", "text")
