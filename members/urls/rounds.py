"""The addresses of nomination rounds: for everybody, for whoever holds a key, and for those who run the body."""

from django.urls import include, path

from members.views import choosing, nomination, round_work, setting_aside
from members.views import round as public

round_at_work = [
    path("", round_work.round_manage, name="round-manage"),
    path("muokkaa/", round_work.round_edit, name="round-edit"),
    path("julkista/", round_work.round_announce, name="round-announce"),
    path("jatka/", round_work.round_extend, name="round-extend"),
    path("peru/", round_work.round_cancel, name="round-cancel"),
    path("vertailu/", choosing.round_compare, name="round-compare"),
    path("vertailu.csv", choosing.round_table, name="round-table"),
    path("pisteet/<int:nomination>/", choosing.nomination_score, name="nomination-score"),
    path("sivuun/<int:nomination>/", setting_aside.nomination_set_aside, name="nomination-set-aside"),
    path("palauta/<int:nomination>/", setting_aside.nomination_take_back, name="nomination-take-back"),
    path("valinta/", choosing.round_choose, name="round-choose"),
    path("tulos/", choosing.round_publish, name="round-publish"),
    path("oikaisu/<int:nomination>/", choosing.choice_correct, name="choice-correct"),
]
urlpatterns = [
    path("ehdokkuus/", public.round_list, name="round-list"),
    path("ehdokkuus/<int:pk>/", public.round_detail, name="round-detail"),
    path("ehdokkuus/<int:pk>/ilmoita/", nomination.nomination_create, name="nomination-create"),
    path("ehdokkuus/ilmoitus/<uuid:key>/", nomination.nomination_edit, name="nomination-edit"),
    path(
        "ehdokkuus/ilmoitus/<uuid:key>/jarjestot/",
        nomination.nomination_organisations,
        name="nomination-organisations",
    ),
    path("ehdokkuus/ilmoitus/<uuid:key>/peru/", nomination.nomination_withdraw, name="nomination-withdraw"),
    path("ehdokkuus/vahvista/<uuid:key>/", nomination.nomination_confirm, name="nomination-confirm"),
    path("tyopoyta/<slug:slug>/haut/", round_work.round_workbench, name="round-workbench"),
    path("tyopoyta/<slug:slug>/haut/uusi/", round_work.round_create, name="round-create"),
    path("tyopoyta/<slug:slug>/haut/<int:pk>/", include(round_at_work)),
]
