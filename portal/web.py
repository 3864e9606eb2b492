"""How gunicorn serves the portal: `gunicorn --config python:portal.web portal.wsgi`."""

from pathlib import Path

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
