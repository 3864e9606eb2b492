"""The addresses of this app, by concept."""

from . import body, cockpit, open_data, organisation, person, rounds, term

app_name = "members"
urlpatterns = [
    *body.urlpatterns,
    *open_data.urlpatterns,
    *organisation.urlpatterns,
    *person.urlpatterns,
    *rounds.urlpatterns,
    *term.urlpatterns,
    *cockpit.urlpatterns,
]
