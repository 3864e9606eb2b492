"""The addresses of bodies."""

from django.urls import include, path

from members.views import body as views
from members.views import contact, document, founding, office, plan, rules

at_work = [
    path("tiedot/", founding.body_details, name="body-details"),
    path("aloita/", founding.body_start, name="body-start"),
    path("paata/", founding.body_end, name="body-end"),
    path("saannot/", rules.rules_workbench, name="rules-workbench"),
    path("saannot/muuta/", rules.rules_change, name="rules-change"),
    path("saannot/<int:pk>/korjaa/", rules.rules_correct, name="rules-correct"),
    path("saannot/<int:pk>/kaudelle/", rules.rules_adopt, name="rules-adopt"),
    path("ihmiset/", office.body_people, name="body-people"),
    path("ihmiset/haku/", office.person_search, name="person-search"),
    path("ihmiset/koordinaattorit/uusi/", office.coordinator_create, name="coordinator-create"),
    path("ihmiset/koordinaattorit/<int:pk>/paata/", office.coordinator_end, name="coordinator-end"),
    path("ihmiset/tehtavat/uusi/", office.office_create, name="office-create"),
    path("ihmiset/tehtavat/<int:pk>/paata/", office.office_end, name="office-end"),
    path("ihmiset/puheoikeudet/uusi/", office.speech_create, name="speech-create"),
    path("ihmiset/puheoikeudet/<int:pk>/paata/", office.speech_end, name="speech-end"),
    path("ihmiset/nimeajat/uusi/", office.nominator_create, name="nominator-create"),
    path("ihmiset/nimeajat/<int:pk>/siirra/", office.nominator_move, name="nominator-move"),
    path("ihmiset/nimeajat/<int:pk>/poista/", office.nominator_remove, name="nominator-remove"),
    path("asiakirjat/", document.document_list, name="document-list"),
    path("asiakirjat/uusi/", document.document_create, name="document-create"),
    path("asiakirjat/<int:pk>/", document.document_change, name="document-change"),
    path("asiakirjat/<int:pk>/versio/", document.version_create, name="version-create"),
    path("toimet/", plan.plan_workbench, name="plan-workbench"),
    path("toimet/uusi/", plan.action_create, name="action-create"),
    path("toimet/<int:pk>/", plan.action_change, name="action-change"),
    path("toimet/<int:pk>/poista/", plan.action_remove, name="action-remove"),
]

urlpatterns = [
    path("jarjestoyhteistyo/", views.BodyList.as_view(), name="body-list"),
    path("jarjestoyhteistyo/vertailu/", rules.rules_compare, name="rules-compare"),
    path("jarjestoyhteistyo/<slug:slug>/", views.BodyDetail.as_view(), name="body-detail"),
    path("jarjestoyhteistyo/<slug:slug>/saannot/", views.BodyRulesPage.as_view(), name="body-rules"),
    path("jarjestoyhteistyo/<slug:slug>/yhteys/", contact.body_contact, name="body-contact"),
    path("jarjestoyhteistyo/<slug:slug>/asiakirjat/<int:pk>/", document.document_file, name="document-file"),
    path("tyopoyta/uusi/", founding.body_found, name="body-found"),
    path("tyopoyta/<slug:slug>/", include(at_work)),
]
