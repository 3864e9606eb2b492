"""Filters for texts in the portal's Markdown; every template has them without loading."""

from django import template
from django.utils.safestring import SafeString

from portal import markdown as texts

register = template.Library()


@register.filter
def markdown(text: str | None) -> SafeString:
    """The text as HTML."""
    return texts.render(text or "")


@register.filter
def plain(text: str | None) -> str:
    """The text without its markup."""
    return texts.plain(text or "")
