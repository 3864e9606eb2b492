"""The Celery application; `celery -A portal worker` and `celery -A portal beat` find it here."""

import os

from celery import Celery
from celery.signals import worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
def let_pages_go_first(**_: object) -> None:
    """Where the worker shares processors with the web, people who wait for a page come before what is made for later."""
    os.nice(10)
