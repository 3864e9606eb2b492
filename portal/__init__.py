"""What all parts of the portal share: sign-in, documents, mail, search and the pages round them."""

from .celery import app as celery_app

__all__ = ["celery_app"]
