"""The same state has the same shape everywhere."""

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal import badges
from portal.enums import DocumentState
from portal.templatetags.portal import badge


@pytest.fixture(autouse=True)
def own_shapes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(badges, "_shape_of", {"ready": "tick", "failed": "octagon"})


def test_state_of_an_enum_brings_its_shape_and_word() -> None:
    html = badge(DocumentState.READY)
    assert html.startswith('<span class="state state-tick"><svg viewBox="0 0 14 14" aria-hidden="true">')
    assert html.endswith(f"</svg>{DocumentState.READY.label}</span>")


def test_stored_value_needs_the_word_beside_it() -> None:
    assert badge("failed", "<b>Voi!</b>").endswith("</svg>&lt;b&gt;Voi!&lt;/b&gt;</span>")


@pytest.mark.parametrize("state", ["asleep", ""])
def test_state_that_nobody_told_fails(state: Any) -> None:
    with pytest.raises(KeyError):
        badge(state, "Nukkuu")


def test_registering_the_same_shape_again_changes_nothing() -> None:
    badges.register(ready="tick")
    assert badges.shape("ready") == "tick"


@pytest.mark.parametrize("shape", ["ring", "heart"])
def test_registering_a_second_shape_or_an_unknown_one_fails(shape: str) -> None:
    with pytest.raises(ImproperlyConfigured):
        badges.register(ready=shape)
    assert badges.shape("ready") == "tick"
