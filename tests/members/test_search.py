"""The search finds documents of bodies, each only for those who may read it."""

from typing import Any

import pytest
from django.utils.html import strip_tags

from portal import search
from portal.search import index
from tests.cast import Cast
from tests.factories import BodyDocumentFactory

pytestmark = pytest.mark.django_db


def found(user: Any) -> list[str]:
    results = search.find("hankintastrategia", user=user)
    return [strip_tags(hit.title) for hit in results.hits] if results else []


def test_private_document_is_found_by_the_bodys_own_people_only(cast: Cast) -> None:
    document = BodyDocumentFactory(
        body=cast.body, title_fi="Hankintastrategia", title="Hankintastrategia", is_public=False
    )
    index.index_changes()
    finders = {role for role, user in cast.everybody().items() if found(user)}
    assert finders == {"member", "deputy", "speaker", "coordinator", "secretariat"}
    type(document).objects.filter(pk=document.pk).update(is_public=True)
    assert found(cast.visitor) == ["Hankintastrategia"]
