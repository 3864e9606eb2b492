"""The addresses of grants."""

from . import urls_applying

app_name = "grants"
urlpatterns: list = [*urls_applying.urlpatterns]
