"""The texts of this app that exist in several languages, and the history that keeps all of them."""

from modeltranslation.translator import TranslationOptions, register

from portal.history import track

from .models import (
    AgendaItem,
    Inspector,
    ItemRecord,
    Material,
    Meeting,
    Minutes,
    Proposal,
    Signature,
    Substitution,
    TemplateItem,
    YearlyTopic,
)


@register(Meeting)
class MeetingTranslation(TranslationOptions):
    """The meeting's own title, when it has one."""

    fields = ("title",)


@register(AgendaItem)
class AgendaItemTranslation(TranslationOptions):
    """What the members read."""

    fields = ("title", "background", "proposal")
    required_languages = {"fi": ("title",)}


@register(ItemRecord)
class ItemRecordTranslation(TranslationOptions):
    """What the minutes say of an item."""

    fields = ("discussion", "decision")


@register(Material)
class MaterialTranslation(TranslationOptions):
    """The title of a paper; the file itself is in one language."""

    fields = ("title",)
    required_languages = ("fi",)


@register(TemplateItem)
class TemplateItemTranslation(TranslationOptions):
    """What the members read."""

    fields = ("title",)
    required_languages = ("fi",)


@register(YearlyTopic)
class YearlyTopicTranslation(TranslationOptions):
    """What the members read."""

    fields = ("title", "background")
    required_languages = {"fi": ("title",)}


for model in (Meeting, Minutes, Signature, Substitution, TemplateItem, YearlyTopic):
    track(model)
track(Proposal, exclude=["proposer_name", "proposer_email"])
track(AgendaItem)
track(ItemRecord)
track(Material, exclude=["file"])
track(Inspector, exclude=["key"])  # who has it may answer
