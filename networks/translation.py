"""The texts of this app that exist in several languages."""

from modeltranslation.translator import TranslationOptions, register

from portal.history import track

from .models import Network, ServiceLine


@register(Network)
class NetworkTranslation(TranslationOptions):
    """What the public page of a network says."""

    fields = (
        "name",
        "description",
        "founded",
        "meeting_note",
        "member_count_text",
        "coordinator",
        "area",
        "figures",
    )
    required_languages = ("fi",)


@register(ServiceLine)
class ServiceLineTranslation(TranslationOptions):
    """Only the name."""

    fields = ("name",)
    required_languages = ("fi",)


track(Network, exclude=["sort_key"])
