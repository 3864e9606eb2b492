"""The WSGI application that gunicorn serves."""

import os
import re
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

CHARSET = re.compile(r";\s*charset\b[^;]*", re.IGNORECASE)

portal = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
    """Every request is read as UTF-8, whatever it says of itself.

    Django would read it in any encoding that Python knows. Some of these are none of text, and the request would break
    before anything could answer it; others hold signs that no database can keep.
    """
    if kind := environ.get("CONTENT_TYPE"):
        environ["CONTENT_TYPE"] = CHARSET.sub("", kind)
    return portal(environ, start_response)
