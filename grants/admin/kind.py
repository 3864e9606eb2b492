"""What the secretariat keeps: kinds of grants, rules, principles, sums, steps and legal texts."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin

from grants.models import (
    FundingNotice,
    GrantedPurpose,
    GrantKind,
    GrantRule,
    LegalText,
    Principles,
    ProcessStep,
    YearlyAppropriation,
)
from members.enums import LegalForm
from portal.panel import Page


class GrantKindForm(forms.ModelForm):
    """Legal forms as boxes; none ticked means that it has not been decided."""

    legal_forms = forms.MultipleChoiceField(
        label=_("who may apply"),
        choices=LegalForm,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The legal forms of the applicants. Empty while it has not been decided."),
    )

    def clean_legal_forms(self) -> list[str] | None:
        """Nothing ticked is no decision, not a decision that nobody may apply."""
        return self.cleaned_data["legal_forms"] or None


@admin.register(GrantKind)
class GrantKindAdmin(Page, TranslationAdmin):
    """Kinds of grants; what is empty has not been decided."""

    form = GrantKindForm
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


@admin.register(GrantedPurpose)
class GrantedPurposeAdmin(Page, TranslationAdmin):
    """What was granted in earlier years."""

    list_display = ("year", "kind", "order", "label", "region")
    list_filter = ("year", "kind", "region")
    list_select_related = ("kind", "region")
    search_fields = ("label",)


@admin.register(FundingNotice)
class FundingNoticeAdmin(Page, TranslationAdmin):
    """What is told of funding on the page of grants."""

    list_display = ("order", "text", "dated_on", "valid_until", "region")
    list_filter = ("region",)
    list_select_related = ("region",)
    search_fields = ("text",)
