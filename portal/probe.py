"""`python -m portal.probe web|worker|beat`: is this part of the portal well? Asked by the container's health check."""

import http.client
import os
import sys
from http import HTTPStatus

from portal import environment


def main(part: str) -> bool:
    """Whether the part is well."""
    return web_answers() if part == "web" else worker_sweeps()


def web_answers() -> bool:
    """The web server of this container answers under a name that it answers to."""
    hosts = environment.words("ALLOWED_HOSTS", ["localhost"])
    connection = http.client.HTTPConnection("127.0.0.1", environment.integer("PORT", 8000), timeout=5)
    try:
        connection.request("GET", "/healthz", headers={"Host": hosts[0].lstrip(".")})
        return connection.getresponse().status == HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()


def worker_sweeps() -> bool:
    """A sweep has passed from beat through the broker to a worker, a moment ago."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    import django
    from redis.exceptions import RedisError

    django.setup()
    from portal import heartbeat

    try:
        return heartbeat.is_fresh()
    except RedisError:
        return False


if __name__ == "__main__":
    sys.exit(not main(sys.argv[1]))
