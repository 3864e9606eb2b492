"""The addresses of organisations and of the register as a whole."""

from django.urls import path

from members.views import doubles, importing, organisation, profile, role

urlpatterns = [
    path("jarjestot/", organisation.organisation_list, name="organisation-list"),
    path("jarjestot/jarjestot.csv", organisation.organisation_table, name="organisation-table"),
    path("jarjestot/uusi/", profile.organisation_create, name="organisation-create"),
    path("jarjestot/tuonti/", importing.import_list, name="import-list"),
    path("jarjestot/tuonti/<int:pk>/", importing.import_detail, name="import-detail"),
    path("jarjestot/tuonti/<int:pk>/tallenna/", importing.import_store, name="import-store"),
    path("jarjestot/tuonti/<int:pk>/peru/", importing.import_cancel, name="import-cancel"),
    path("jarjestot/tuonti/<int:pk>/tulos.csv", importing.import_result, name="import-result"),
    path("jarjestot/yhdista/", doubles.double_list, name="double-list"),
    path("jarjestot/yhdista/<int:kept>/<int:double>/", doubles.double_merge, name="double-merge"),
    path("jarjestot/kutsu/<uuid:key>/", role.invitation, name="invitation"),
    path("jarjestot/<int:pk>/", organisation.OrganisationDetail.as_view(), name="organisation-detail"),
    path("jarjestot/<int:pk>/muokkaa/", profile.organisation_edit, name="organisation-edit"),
    path("jarjestot/<int:pk>/yksikot/uusi/", profile.unit_edit, name="unit-create"),
    path("jarjestot/<int:pk>/yksikot/<int:unit>/", profile.unit_edit, name="unit-edit"),
    path("jarjestot/<int:pk>/liity/", role.organisation_join, name="organisation-join"),
    path("jarjestot/<int:pk>/ihmiset/", role.organisation_people, name="organisation-people"),
    path("jarjestot/<int:pk>/ihmiset/kutsu/", role.organisation_invite, name="organisation-invite"),
    path(
        "jarjestot/<int:pk>/kutsut/<int:invitation>/peru/",
        role.invitation_withdraw,
        name="invitation-withdraw",
    ),
    path("jarjestot/<int:pk>/pyynnot/<int:wish>/", role.request_decide, name="request-decide"),
    path("jarjestot/<int:pk>/roolit/<int:role>/", role.role_change, name="role-change"),
    path("jarjestot/<int:pk>/roolit/<int:role>/paata/", role.role_end, name="role-end"),
    path("oma/jarjestot/", role.own_organisations, name="own-organisations"),
    path("oma/jarjestot/pyynnot/<int:wish>/peru/", role.request_withdraw, name="request-withdraw"),
]
