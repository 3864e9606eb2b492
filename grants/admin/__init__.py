"""Grants in the admin panel."""

from . import call, kind  # noqa: F401 - each registers by being imported
