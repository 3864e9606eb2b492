"""A bare Django application, the yardstick of `bench`: settings, addresses and two views in one module.

`/ok` answers two letters; `/sivu` reads 50 rows in one query, behind the session and authentication middleware.
"""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.urls import path

from portal.settings import DATABASES, SECRET_KEY  # noqa: F401 - this module is a settings module

ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "tests.performance.bare"
WSGI_APPLICATION = None
USE_TZ = True
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

PAGE = Engine().from_string(
    "<!doctype html><title>{{ title }}</title><table>{% for name, slug in rows %}"
    "<tr><td>{{ name }}</td><td>{{ slug }}</td></tr>{% endfor %}</table>"
)


def ok(request: HttpRequest) -> HttpResponse:
    """The least that Django can answer."""
    return HttpResponse("ok")


def page(request: HttpRequest) -> HttpResponse:
    """One query, 50 rows, one template."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, slug FROM networks_network ORDER BY id LIMIT 50")
        rows = cursor.fetchall()
    return HttpResponse(PAGE.render(Context({"title": "50", "rows": rows})))


urlpatterns = [path("ok", ok), path("sivu", page)]
