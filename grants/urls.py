"""The addresses of grants."""

app_name = "grants"
urlpatterns: list = []
