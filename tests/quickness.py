"""What spares a run of the tests time and leaves all that is checked as it is; loaded by conftest."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import pytest
from django.template.base import Template
from django.test.utils import instrumented_test_render, template_rendered

LONGEST = (
    "security/test_nonsense.py", "browser/test_accessibility.py", "test_routes.py", "browser/", "portal/test_start.py",
    "meetings/test_facts_and_demo.py", "portal/test_demo.py", "portal/test_worker.py", "portal/test_embedded.py",
)  # fmt: skip
"""What takes minutes, or waits more than it works: begun last, it would keep one process busy when all others have done."""

_is_drawing = ContextVar("_is_drawing", default=False)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[Any]:
    """What has been loaded by now stays to the end.

    The collector of cycles would look through all of it again and again, for which a fifth of the time went.
    """
    gc.disable()
    collected = yield
    gc.enable()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    return collected


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first; parallel processes are given modules in this order."""

    def place(item: pytest.Item) -> int:
        name = item.nodeid.removeprefix("tests/")
        return next((rank for rank, begin in enumerate(LONGEST) if name.startswith(begin)), len(LONGEST))

    items.sort(key=place)


@pytest.fixture(scope="session", autouse=True)
def django_test_environment(django_test_environment: None) -> Iterator[None]:
    """`response.context` is what a page was given; its parts, some hundred a page, are drawn without telling theirs."""
    with drawn_by(_tell_outermost):
        yield


@contextmanager
def drawn_by(render: Any = instrumented_test_render) -> Iterator[None]:
    """Inside, templates draw themselves so: by Django's own way for tests, which tells what each part of a page was given."""
    former = Template._render
    Template._render = render
    try:
        yield
    finally:
        Template._render = former


def _tell_outermost(template: Template, context: Any) -> str:
    if _is_drawing.get():
        return template.nodelist.render(context)
    template_rendered.send(sender=template, template=template, context=context)
    token = _is_drawing.set(True)
    try:
        return template.nodelist.render(context)
    finally:
        _is_drawing.reset(token)
