"""The addresses of meetings. What prepares a meeting is addressed by its key, which stays when it gets its number."""

from django.urls import URLPattern, URLResolver, include, path

from .views import (
    actions,
    acts,
    agenda,
    answers,
    backlog,
    calendar,
    closing,
    documents,
    following,
    guest,
    invitation,
    listing,
    material,
    minutes,
    minutes_reading,
    presence,
    proposal,
    reading,
    session,
    template,
    workbench,
    year,
)

app_name = "meetings"

acts_on_minutes = [
    path("", minutes.minutes_edit, name="minutes-edit"),
    path("asiat/<uuid:item>/", minutes.minutes_item, name="minutes-item"),
    path("asiat/<uuid:item>/tarkastettu/", minutes.item_inspect, name="item-inspect"),
    path("asiat/<uuid:item>/ote/", minutes.excerpt_create, name="excerpt-create"),
    path("lasnaolo/<int:pk>/", minutes.minutes_presence, name="minutes-presence"),
    path("allekirjoittaja/", minutes.minutes_officer, name="minutes-officer"),
    path("laji/", minutes.minutes_kind, name="minutes-kind"),
    path("allekirjoitukset/", minutes.signatures_ask, name="signatures-ask"),
    path("luonnokseksi/", minutes.minutes_reopen, name="minutes-reopen"),
    path("tarkastus/", minutes.inspection_begin, name="inspection-begin"),
    path("tarkastus/seuraava-kokous/", minutes.inspection_leave, name="inspection-leave"),
    path("tarkastus/kokous/", minutes.inspection_record, name="inspection-record"),
    path("julkaise/", minutes.minutes_publish, name="minutes-publish"),
    path("pois-julkisista/", minutes.minutes_unpublish, name="minutes-unpublish"),
    path("oikaisu/", minutes.correction_create, name="correction-create"),
    path("asiakirja/<str:language>/", minutes.minutes_document, name="minutes-document"),
]

in_session: list[URLPattern | URLResolver] = [
    path("", session.session, name="session"),
    path("tauko/", session.session_break, name="session-break"),
    path("lasnaolo/", presence.attendance, name="attendance"),
    path("lasnaolo/odotetut/", presence.attendance_expected, name="attendance-expected"),
    path("lasnaolo/saapui/", presence.presence_arrive, name="presence-arrive"),
    path("lasnaolo/vieras/", presence.presence_guest, name="presence-guest"),
    path("lasnaolo/<int:presence>/", presence.presence_change, name="presence-change"),
    path("asiat/<uuid:item>/", session.session_item, name="session-item"),
    path("asiat/<uuid:item>/tila/", session.session_state, name="session-state"),
    path("asiat/<uuid:item>/alkaa/", session.item_begin, name="item-begin"),
    path("asiat/<uuid:item>/tosiasiat/", session.item_facts, name="item-facts"),
    path("asiat/<uuid:item>/esteellisyys/", session.item_disqualify, name="item-disqualify"),
    path("asiat/<uuid:item>/esitykset/", session.item_motions, name="item-motions"),
    path("asiat/<uuid:item>/aanestykset/", session.item_votes, name="item-votes"),
    path("asiat/<uuid:item>/toimenpiteet/", session.item_actions, name="item-actions"),
    path("asiat/<uuid:item>/tehtavat/", session.item_officer, name="item-officer"),
]

acts_on_meeting: list[URLPattern | URLResolver] = [
    path("", workbench.meeting_edit, name="meeting-edit"),
    path("tiedot/", workbench.meeting_change, name="meeting-change"),
    path("historia/", workbench.meeting_history, name="meeting-history"),
    path("asiakirjat/", documents.documents_create, name="documents-create"),
    path("asiakirjat/lista/", documents.documents_list, name="documents"),
    path(
        "asiakirjat/<str:kind>/<str:language>/<str:audience>/",
        documents.document_create,
        name="document-create",
    ),
    path("kutsu/", acts.meeting_convene, name="meeting-convene"),
    path("takaisin/", acts.meeting_withdraw, name="meeting-withdraw"),
    path("julkaise/", acts.agenda_publish, name="agenda-publish"),
    path("avaa/", closing.meeting_open, name="meeting-open"),
    path("paata/", closing.meeting_close, name="meeting-close"),
    path("istunto/", include(in_session)),
    path("peru/", acts.meeting_cancel, name="meeting-cancel"),
    path("poytakirja/", include(acts_on_minutes)),
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
    path("vieraat/", guest.guest_list, name="guest-list"),
    path("vieraat/<int:pk>/", guest.guest_edit, name="guest-edit"),
    path("vieraat/<int:pk>/poista/", guest.guest_remove, name="guest-remove"),
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
    path("nyt/", following.meeting_now, name="meeting-now"),
    path("asiat/<uuid:item>/", reading.item_detail, name="item-detail"),
    path("liitteet/<int:pk>/", reading.material_file, name="material-file"),
    path("poytakirja/", minutes_reading.minutes_detail, name="minutes-detail"),
    path("poytakirja/allekirjoita/", minutes_reading.minutes_sign, name="minutes-sign"),
    path("liitteet.zip", reading.papers_archive, name="papers-archive"),
    path("luettu/", reading.papers_read, name="papers-read"),
]

of_year = [
    path("", year.year_clock, name="year-clock"),
    path("suunnittele/", year.year_plan, name="year-plan"),
    path("aiheet/", year.topic_list, name="topic-list"),
    path("aiheet/<int:pk>/", year.topic_edit, name="topic-edit"),
    path("aiheet/<int:pk>/poista/", year.topic_remove, name="topic-remove"),
]

template_of_body = [
    path("", template.template_list, name="template-list"),
    path("oma/", template.template_begin, name="template-begin"),
    path("palauta/", template.template_reset, name="template-reset"),
    path("jarjestys/", template.template_reorder, name="template-reorder"),
    path("<int:pk>/", template.template_edit, name="template-edit"),
    path("<int:pk>/poista/", template.template_remove, name="template-remove"),
]

urlpatterns = [
    path("ehdotus/<uuid:key>/", proposal.proposal_detail, name="proposal-detail"),
    path("ehdotus/<uuid:key>/peru/", proposal.proposal_withdraw, name="proposal-withdraw"),
    path("oma/ehdotukset/", proposal.own_proposals, name="own-proposals"),
    path("kutsu/<uuid:key>/", invitation.invitation, name="invitation"),
    path("tarkastus/<uuid:key>/", minutes_reading.inspection, name="inspection"),
    path("oma/kalenteri/", calendar.own_calendar, name="own-calendar"),
    path("oma/kalenteri/uusi/", calendar.own_calendar_renew, name="own-calendar-renew"),
    path("kalenteri/<uuid:key>.ics", calendar.own_feed, name="own-feed"),
    path("kalenteri/<slug:body>.ics", calendar.body_feed, name="body-feed"),
    path("kokoukset/", listing.MeetingListView.as_view(), name="meeting-list"),
    path("kokoukset/uusi/", workbench.meeting_create, name="meeting-create"),
    path("kokoukset/valmistelu/<uuid:key>/", include(acts_on_meeting)),
    path("kokoukset/<slug:body>/", listing.MeetingListView.as_view(), name="body-meetings"),
    path("kokoukset/<slug:body>/lasnaolot/", actions.attendance_by_seat, name="attendance-by-seat"),
    path("kokoukset/<slug:body>/toimenpiteet/", actions.action_list, name="action-list"),
    path("kokoukset/<slug:body>/toimenpiteet/taulukko/", actions.action_csv, name="action-csv"),
    path("kokoukset/<slug:body>/toimenpiteet/<int:pk>/", actions.action_detail, name="action-detail"),
    path("kokoukset/<slug:slug>/vuosikello/", include(of_year)),
    path("kokoukset/<slug:slug>/vakioasiat/", include(template_of_body)),
    path("kokoukset/<slug:slug>/ehdota/", proposal.proposal_create, name="proposal-create"),
    path("kokoukset/<slug:slug>/ehdotukset/", backlog.backlog, name="backlog"),
    path("kokoukset/<slug:slug>/ehdotukset/<int:pk>/", backlog.proposal_decide, name="proposal-decide"),
    path("kokoukset/<slug:body>/luonnos/<uuid:key>/", include(draft)),
    path("kokoukset/<slug:body>/<int:year>/<int:number>/", include(numbered)),
]
