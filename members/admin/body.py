"""Bodies and their rules in the admin panel."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin

from members.body_rules import TYPES
from members.models import Body, BodyRole, BodyRule, BodyRules, Nominator, Office, SpeakingRight, Term
from portal.admin import UserAdmin
from portal.panel import Inline, Page


class BodyRoleInline(Inline):
    """Who coordinates a body."""

    model = BodyRole


UserAdmin.inlines = [*UserAdmin.inlines, BodyRoleInline]


class BodyRulesInline(Inline):
    """The versions of the rules; the rules themselves have a page of their own."""

    model = BodyRules
    fields = ("title", "valid_from", "valid_until", "category_scheme", "is_example")


class TermInline(Inline):
    """The terms; groups and seats have a page of their own."""

    model = Term
    fields = ("starts_on", "starts_precision", "ends_on", "ends_precision", "rules_version")


class OfficeInline(Inline):
    """Positions of trust."""

    model = Office
    fields = ("kind", "person", "valid_from", "valid_until")


class SpeakingRightInline(Inline):
    """Who may speak without a seat."""

    model = SpeakingRight


class NominatorInline(Inline):
    """Who may nominate members."""

    model = Nominator


@admin.register(Nominator)
class NominatorAdmin(Page):
    """Networks and associations that nominate; reached from their body."""

    list_display = ("name", "body", "organisation")
    list_select_related = ("body", "organisation")
    search_fields = ("name", "body__short_name")

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Not in the index: nominators belong to their bodies."""
        return False


@admin.register(Body)
class BodyAdmin(Page, TranslationAdmin):
    """Bodies with all that belongs to them."""

    list_display = ("short_name", "kind", "status", "region", "is_public")
    list_filter = ("status", "kind", "region")
    list_select_related = ("region",)
    search_fields = ("short_name", "name", "slug")
    prepopulated_fields = {"slug": ("short_name",)}
    inlines = [
        BodyRoleInline,
        BodyRulesInline,
        TermInline,
        OfficeInline,
        SpeakingRightInline,
        NominatorInline,
    ]
    fieldsets = [
        (
            None,
            {
                "fields": (
                    "short_name",
                    "name",
                    "name_variants",
                    "slug",
                    "region",
                    "kind",
                    "status",
                    "status_note",
                )
            },
        ),
        (
            _("What it is for"),
            {
                "classes": ["collapse"],
                "fields": ("description", "tasks", "purpose", "mission", "vision", "joining"),
            },
        ),
        (_("Contact"), {"fields": ("role_email", "website", "contact_roles", "coordination", "secretariat")}),
        (
            _("Founding and place"),
            {
                "classes": ["collapse"],
                "fields": (
                    "parent",
                    "outer_parent",
                    "organisers",
                    "area",
                    "member_organisations",
                    "founded",
                    "founding_decision",
                    "legal_basis",
                    "is_statutory",
                    "is_public",
                    "ended_on",
                    "speaking_groups",
                    "source",
                ),
            },
        ),
    ]


class BodyRuleForm(forms.ModelForm):
    """Asks for each rule what that rule can say."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = TYPES.get(self.instance.name)
        if not kind:
            return
        for name, field, stored in (
            ("value", kind.field(), self.instance.value),
            ("options", kind.options_field(), self.instance.options),
        ):
            if name in self.fields:
                field.label = self.fields[name].label
                self.fields[name] = field
                self.initial[name] = [str(each) for each in stored] if isinstance(stored, list) else stored
        if self.initial.get("value") is not None:
            self.initial["value"] = str(self.initial["value"])


class Meaning:
    """A column that says what a rule is about."""

    readonly_fields = ("meaning",)

    @admin.display(description=_("what it is about"))
    def meaning(self, rule: BodyRule) -> str:
        """The help of the rule's type."""
        return str(TYPES[rule.name].help)


class BodyRuleInline(Meaning, Inline):
    """All rules of a version, one under another; the page of each has its words, and the options of an open one."""

    model = BodyRule
    form = BodyRuleForm
    can_delete = False
    fields = ("meaning", "status", "value")
    ordering = ("pk",)

    def has_add_permission(self, request: HttpRequest, obj: BodyRules | None = None) -> bool:
        """Made with the version."""
        return False


@admin.register(BodyRules)
class BodyRulesAdmin(Page):
    """A version with its rules."""

    list_display = ("body", "title", "valid_from", "valid_until", "is_example")
    list_filter = ("is_example",)
    list_select_related = ("body",)
    search_fields = ("title", "body__short_name")
    inlines = [BodyRuleInline]

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: Any, change: bool) -> None:  # noqa: FBT001
        """A new version gets a row for every rule, not stated until somebody states it."""
        super().save_related(request, form, formsets, change)
        form.instance.add_missing_rules()


@admin.register(BodyRule)
class BodyRuleAdmin(Meaning, Page, TranslationAdmin):
    """One rule with its words in all languages; reached from its version."""

    form = BodyRuleForm
    list_display = ("name", "version", "status")
    list_select_related = ("version__body",)
    search_fields = ("version__body__short_name", "text_fi")
    fields = ("meaning", "status", "value", "options", "text", "source")

    def has_add_permission(self, request: HttpRequest, obj: BodyRule | None = None) -> bool:
        """Made with the version."""
        return False

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Not in the index: rules belong to their versions."""
        return False
