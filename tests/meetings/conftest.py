"""What most tests of meetings begin with."""

from collections.abc import Callable

import pytest
from django.test import Client


@pytest.fixture
def coordinator(client_of: Callable[[str], Client]) -> Client:
    """The coordinator's browser."""
    return client_of("coordinator")
