"""The addresses of meetings. What prepares a meeting is addressed by its key, which stays when it gets its number."""

from django.urls import include, path

from .views import acts, agenda, answers, calendar, invitation, listing, material, reading, workbench

app_name = "meetings"

acts_on_meeting = [
    path("", workbench.meeting_edit, name="meeting-edit"),
    path("tiedot/", workbench.meeting_change, name="meeting-change"),
    path("historia/", workbench.meeting_history, name="meeting-history"),
    path("asiakirja/<str:language>/<str:audience>/", workbench.document_create, name="document-create"),
    path("kutsu/", acts.meeting_convene, name="meeting-convene"),
    path("takaisin/", acts.meeting_withdraw, name="meeting-withdraw"),
    path("julkaise/", acts.agenda_publish, name="agenda-publish"),
    path("avaa/", acts.meeting_open, name="meeting-open"),
    path("paata/", acts.meeting_close, name="meeting-close"),
    path("peru/", acts.meeting_cancel, name="meeting-cancel"),
    path("vastaukset/", answers.answers, name="answers"),
    path("vastaukset/taulukko/", answers.answers_csv, name="answers-csv"),
    path("vastaukset/muistuta/", answers.answers_remind, name="answers-remind"),
    path("vastaukset/paikat/<int:seat>/", answers.deputy_call, name="deputy-call"),
    path("vastaukset/<uuid:invitation>/", answers.answer_for, name="answer-for"),
    path("asiat/uusi/", agenda.item_create, name="item-create"),
    path("asiat/pohja/", agenda.agenda_begin, name="agenda-begin"),
    path("asiat/jarjestys/", agenda.agenda_reorder, name="agenda-reorder"),
    path("asiat/kellonajat/", agenda.agenda_clocks, name="agenda-clocks"),
    path("asiat/<uuid:item>/", agenda.item_edit, name="item-edit"),
    path("asiat/<uuid:item>/poista/", agenda.item_remove, name="item-remove"),
    path("asiat/<uuid:item>/liitteet/", material.material_create, name="material-create"),
    path("liitteet/<int:pk>/", material.material_edit, name="material-edit"),
    path("liitteet/<int:pk>/korvaa/", material.material_replace, name="material-replace"),
    path("liitteet/<int:pk>/poista/", material.material_remove, name="material-remove"),
]

draft = [
    path("", reading.draft_detail, name="draft-detail"),
    path("asiat/<uuid:item>/", reading.draft_item, name="draft-item"),
    path("liitteet/<int:pk>/", reading.draft_material, name="draft-material"),
]

numbered = [
    path("", reading.meeting_detail, name="meeting-detail"),
    path("asiat/<uuid:item>/", reading.item_detail, name="item-detail"),
    path("liitteet/<int:pk>/", reading.material_file, name="material-file"),
]

urlpatterns = [
    path("kutsu/<uuid:key>/", invitation.invitation, name="invitation"),
    path("oma/kalenteri/", calendar.own_calendar, name="own-calendar"),
    path("oma/kalenteri/uusi/", calendar.own_calendar_renew, name="own-calendar-renew"),
    path("kalenteri/<uuid:key>.ics", calendar.own_feed, name="own-feed"),
    path("kalenteri/<slug:body>.ics", calendar.body_feed, name="body-feed"),
    path("kokoukset/", listing.MeetingListView.as_view(), name="meeting-list"),
    path("kokoukset/uusi/", workbench.meeting_create, name="meeting-create"),
    path("kokoukset/valmistelu/<uuid:key>/", include(acts_on_meeting)),
    path("kokoukset/<slug:body>/", listing.MeetingListView.as_view(), name="body-meetings"),
    path("kokoukset/<slug:body>/luonnos/<uuid:key>/", include(draft)),
    path("kokoukset/<slug:body>/<int:year>/<int:number>/", include(numbered)),
]
