"""What the search knows of this app."""

from django.utils.translation import gettext_lazy as _

from portal import search

from .models import Body, BodyDocument, Organisation


def body_text(body: Body, _language: str) -> str:
    """All that the public page of a body says in words."""
    texts = (
        body.name,
        ", ".join(body.name_variants),
        body.description,
        body.purpose,
        body.joining,
        body.tasks,
        body.mission,
        body.vision,
    )
    return "\n".join(text for text in texts if text)


search.register(
    search.Source(
        model=Body,
        label=_("Group"),
        title=lambda body, _language: body.short_name,
        body=body_text,
        url=Body.get_absolute_url,
        badge=lambda body: (body.status, body.get_status_display()),
    )
)


def organisation_text(organisation: Organisation, _language: str) -> str:
    """What the register knows of an organisation in words; the same in all languages, so that it is kept once."""
    home = organisation.home_municipality
    texts = (
        ", ".join(organisation.other_names),
        organisation.business_id,
        organisation.register_number,
        ", ".join(filter(None, dict.fromkeys([home.name_fi, home.name_sv]))) if home else "",
        organisation.description,
    )
    return "\n".join(text for text in texts if text)


search.register(
    search.Source(
        model=Organisation,
        label=_("Organisation"),
        title=lambda organisation, _language: organisation.name,
        body=organisation_text,
        url=Organisation.get_absolute_url,
        related=("home_municipality",),
    )
)
search.register(
    search.Source(
        model=BodyDocument,
        label=_("Document of a group"),
        title=lambda document, _language: document.title,
        body=lambda document, _language: f"{document.body.short_name}, {document.get_kind_display()}",
        url=BodyDocument.get_absolute_url,
        related=("body",),
        repeats=("body",),
    )
)
