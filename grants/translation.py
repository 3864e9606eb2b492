"""The texts of this app that exist in several languages, and the history that keeps all of them."""

from modeltranslation.translator import TranslationOptions, register

from portal.history import track

from .models import (
    Call,
    CallKind,
    Choice,
    Column,
    Earmark,
    FundingNotice,
    GrantedPurpose,
    GrantKind,
    GrantRule,
    LegalText,
    Principles,
    ProcessStep,
    Question,
    QuestionSet,
    RequiredAttachment,
    ScoringCriterion,
    Section,
    YearlyAppropriation,
)


@register(GrantKind)
class GrantKindTranslation(TranslationOptions):
    """What applicants read of a kind."""

    fields = ("name", "description", "examples", "decision_maker")
    required_languages = {"fi": ("name",)}


@register(Principles)
class PrinciplesTranslation(TranslationOptions):
    """The decision and what it says."""

    fields = ("title", "content", "decided_by")
    required_languages = {"fi": ("title",)}


@register(GrantRule)
class GrantRuleTranslation(TranslationOptions):
    """The rule itself."""

    fields = ("text",)
    required_languages = ("fi",)


@register(ProcessStep)
class ProcessStepTranslation(TranslationOptions):
    """Who does what."""

    fields = ("actor", "action")
    required_languages = ("fi",)


@register(FundingNotice)
@register(LegalText)
class LegalTextTranslation(TranslationOptions):
    """The text that is printed."""

    fields = ("text",)
    required_languages = ("fi",)


@register(Call)
class CallTranslation(TranslationOptions):
    """What applicants read of a call."""

    fields = ("title", "summary", "text", "contact_role")
    required_languages = {"fi": ("title",)}


@register(CallKind)
class CallKindTranslation(TranslationOptions):
    """Who decides."""

    fields = ("decision_maker",)


@register(Earmark)
@register(RequiredAttachment)
@register(ScoringCriterion)
class NameTranslation(TranslationOptions):
    """Only the name."""

    fields = ("name",)
    required_languages = ("fi",)


@register(Section)
class SectionTranslation(TranslationOptions):
    """What stands over a part of the questions."""

    fields = ("title", "help")
    required_languages = {"fi": ("title",)}


@register(Question)
class QuestionTranslation(TranslationOptions):
    """The question, how to answer it and why it is asked."""

    fields = ("label", "help", "reason")
    required_languages = {"fi": ("label",)}


@register(GrantedPurpose)
@register(Choice)
@register(Column)
class LabelTranslation(TranslationOptions):
    """Only the label."""

    fields = ("label",)
    required_languages = ("fi",)


for model in (
    GrantKind,
    GrantRule,
    GrantedPurpose,
    FundingNotice,
    LegalText,
    Principles,
    ProcessStep,
    YearlyAppropriation,
    Call,
    CallKind,
    Earmark,
    RequiredAttachment,
    ScoringCriterion,
    QuestionSet,
    Section,
    Question,
    Choice,
    Column,
):
    track(model)
