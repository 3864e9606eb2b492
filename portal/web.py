"""How gunicorn serves the portal: `gunicorn --config python:portal.web portal.wsgi`."""

import gc
from pathlib import Path
from typing import Any

from portal import environment

bind = f"{environment.text('HOST', '127.0.0.1')}:{environment.integer('PORT', 8000, least=1, most=65535)}"
workers = environment.integer("WEB_WORKERS", 2, least=1, most=64)
worker_class = "gthread"
threads = environment.integer("WEB_THREADS", 4, least=1, most=64)
# The workers tell that they live through a file: on a disk a slow write could pass for a dead worker.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - gunicorn makes a file of its own there
accesslog = "-" if environment.boolean("ACCESS_LOG", default=False) else None
loglevel = "warning"
graceful_timeout = 4  # the conductor kills what has not ended five seconds after the first has
control_socket_disable = True


def post_worker_init(_worker: Any) -> None:
    """What gunicorn calls when a worker has loaded the portal."""
    settle()


def settle() -> None:
    """Load what the first page would, and take all that is loaded by now out of the search for garbage.

    It stays for as long as the process lives. Gone through again and again it would hold up now one page, now another,
    by a tenth of a second or two.
    """
    from django.urls import reverse

    reverse("healthz")  # to know one address Django reads them all, and with them every view and form
    gc.collect()
    gc.freeze()
