"""The texts of this app that exist in several languages."""

from modeltranslation.translator import TranslationOptions, register

from portal.history import track

from .models import (
    Body,
    BodyDocument,
    BodyRule,
    Category,
    CategoryScheme,
    Criterion,
    Municipality,
    NominationRound,
    PlannedAction,
    Region,
    SeatGroup,
    Term,
)


@register([Category, CategoryScheme, Municipality, SeatGroup])
class NameTranslation(TranslationOptions):
    """Records of which only the name is translated."""

    fields = ("name",)
    required_languages = ("fi",)


@register(Region)
class RegionTranslation(TranslationOptions):
    """The county and its area."""

    fields = ("name", "area_name")
    required_languages = ("fi",)


@register(Body)
class BodyTranslation(TranslationOptions):
    """What the public page of a body says."""

    fields = (
        "name",
        "short_name",
        "description",
        "purpose",
        "mission",
        "vision",
        "tasks",
        "speaking_groups",
        "outer_parent",
        "founded",
        "founding_decision",
        "coordination",
        "secretariat",
        "contact_roles",
        "joining",
    )
    required_languages = ("fi",)


@register(BodyRule)
class BodyRuleTranslation(TranslationOptions):
    """A rule in words."""

    fields = ("text",)


@register(Term)
class TermTranslation(TranslationOptions):
    """What a term is for, and its dates where figures do not tell them."""

    fields = ("dates_text", "tasks")


@register([BodyDocument, PlannedAction])
class TitleTranslation(TranslationOptions):
    """Records of which only the title is translated."""

    fields = ("title",)
    required_languages = ("fi",)


@register(NominationRound)
class NominationRoundTranslation(TranslationOptions):
    """What a round's page says."""

    fields = ("title", "text", "statement_help")
    required_languages = ("fi",)


@register(Criterion)
class CriterionTranslation(TranslationOptions):
    """What candidates are compared by."""

    fields = ("name", "explanation")
    required_languages = ("fi",)


for model in (Body, BodyDocument, BodyRule, NominationRound, PlannedAction, SeatGroup, Term):
    track(model)
