"""The worker's sign of life: written by each sweep, read by the readiness page."""

from django.core.cache import cache
from django.utils import timezone

KEY = "portal:worker-seen"
FRESH_SECONDS = 30


def beat() -> None:
    """Note that the worker works now."""
    cache.set(KEY, timezone.now().timestamp(), timeout=10 * FRESH_SECONDS)


def is_fresh() -> bool:
    """Whether a worker was seen a moment ago. Raises what the cache raises when it cannot be reached."""
    seen = cache.get(KEY)
    return seen is not None and timezone.now().timestamp() - seen < FRESH_SECONDS
