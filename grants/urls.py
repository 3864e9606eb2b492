"""The addresses of grants: what everybody reads, and the officers' workbench."""

from django.urls import include, path

from . import urls_applying, urls_risks
from .views import builder, call_work, granted, kind_work, public

app_name = "grants"

acts_on_call = [
    path("", call_work.call_edit, name="call-edit"),
    path("tiedot/", call_work.call_change, name="call-change"),
    path("historia/", call_work.call_history, name="call-history"),
    path("julkaise/", call_work.call_publish, name="call-publish"),
    path("takaisin/", call_work.call_withdraw, name="call-withdraw"),
    path("jatka/", call_work.call_extend, name="call-extend"),
    path("sulje/", call_work.call_close, name="call-close"),
    path("peru/", call_work.call_cancel, name="call-cancel"),
    path("kopioi/", call_work.call_copy, name="call-copy"),
    path("tiedota/", call_work.call_announce, name="call-announce"),
    path("muodot/lisaa/", kind_work.kind_add, name="kind-add"),
    path("muodot/<int:pk>/", kind_work.call_kind, name="call-kind"),
    path("muodot/<int:pk>/poista/", kind_work.kind_remove, name="kind-remove"),
    path("muodot/<int:pk>/kysymykset/", kind_work.kind_questions, name="kind-questions"),
]

acts_on_set = [
    path("", builder.set_edit, name="set-edit"),
    path("esikatselu/", builder.set_preview, name="set-preview"),
    path("versio/", builder.set_version, name="set-version"),
    path("kayttoon/", builder.set_use, name="set-use"),
    path("jarjestys/", builder.section_reorder, name="section-reorder"),
    path("osat/uusi/", builder.section_create, name="section-create"),
    path("osat/<uuid:section>/", builder.section_edit, name="section-edit"),
    path("osat/<uuid:section>/poista/", builder.section_remove, name="section-remove"),
    path("osat/<uuid:section>/jarjestys/", builder.question_reorder, name="question-reorder"),
    path("osat/<uuid:section>/uusi/", builder.question_create, name="question-create"),
    path("kysymykset/<uuid:question>/", builder.question_edit, name="question-edit"),
    path("kysymykset/<uuid:question>/poista/", builder.question_remove, name="question-remove"),
]

public_call = [
    path("", public.call_detail, name="call-detail"),
    path("maaraajat.ics", public.call_calendar, name="call-calendar"),
    path("kysymykset/<int:pk>/", public.call_questions, name="call-questions"),
    path("kysymykset/<int:pk>/asiakirja/", public.questions_document, name="questions-document"),
]

urlpatterns = [
    path("avustukset/", public.CallList.as_view(), name="call-list"),
    path("avustukset/vuosittain/", granted.granted_list, name="granted-list"),
    path("avustukset/vuosittain/<int:year>/", granted.year_report, name="year-report"),
    path("avustukset/maaraajat.ics", public.calls_calendar, name="calls-calendar"),
    path("avustukset/syote.atom", public.CallFeed(), name="calls-feed"),
    path("avustukset/haut/<slug:slug>/", include(public_call)),
    path("tyopoyta/avustukset/", call_work.call_workbench, name="call-workbench"),
    path("tyopoyta/avustukset/haut/uusi/", call_work.call_create, name="call-create"),
    path("tyopoyta/avustukset/haut/<uuid:key>/", include(acts_on_call)),
    path("tyopoyta/avustukset/lomakkeet/", builder.set_list, name="set-list"),
    path("tyopoyta/avustukset/lomakkeet/uusi/", builder.set_create, name="set-create"),
    path("tyopoyta/avustukset/lomakkeet/<uuid:key>/", include(acts_on_set)),
    *urls_applying.urlpatterns,
    *urls_risks.urlpatterns,
]
