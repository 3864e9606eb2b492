"""What the search knows of this app: the calls that its reader may see, and what was granted."""

from django.utils.translation import gettext_lazy as _

from portal import markdown, search

from .models import Call, GrantedPurpose


def call_text(call: Call, _language: str) -> str:
    """What the call says, and the kinds of grants in it."""
    kinds = [each.kind.name for each in call.call_kinds.select_related("kind")]
    return "\n".join(filter(None, [", ".join(kinds), call.summary, markdown.plain(call.text)]))


search.register(
    search.Source(
        model=Call,
        label=_("Grant call"),
        title=lambda call, _language: call.title,
        body=call_text,
        url=Call.get_absolute_url,
        badge=lambda call: (call.phase_state, call.phase().label),
        related=("region",),
    )
)

search.register(
    search.Source(
        model=GrantedPurpose,
        label=_("Granted purpose"),
        title=lambda purpose, _language: purpose.label,
        body=lambda purpose, _language: f"{purpose.kind.name} {purpose.year}",
        url=GrantedPurpose.get_absolute_url,
        related=("kind",),
    )
)
