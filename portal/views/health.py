"""Pages for machines that watch the portal."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

from portal import heartbeat


@never_cache
@require_safe
def alive(_request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def ready(_request: HttpRequest) -> JsonResponse:
    """Whether database, broker and worker are there; 503 when one is not."""
    parts = {"database": _database(), **_broker_and_worker()}
    is_ready = all(state == "ok" for state in parts.values())
    return JsonResponse({"ready": is_ready, **parts}, status=200 if is_ready else 503)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "unreachable"
    return "ok"


def _broker_and_worker() -> dict[str, str]:
    """Broker and cache are one server, so one question answers for both parts."""
    try:
        is_fresh = heartbeat.is_fresh()
    except RedisError:
        return {"broker": "unreachable", "worker": "unknown"}
    return {"broker": "ok", "worker": "ok" if is_fresh else "not seen"}
