"""The addresses of applicants and of those who handle applications."""

from django.urls import include, path

from .views import (
    application_details,
    application_files,
    application_people,
    application_sending,
    applying,
    archives,
    bulk_messages,
    officer_application,
    officer_list,
    own_applications,
    paper,
)

of_application = [
    path("", applying.application_detail, name="application-detail"),
    path("voitteko-hakea/", applying.application_rules, name="application-rules"),
    path("yhteyshenkilot/", application_details.application_contacts, name="application-contacts"),
    path("osat/<slug:section>/", applying.application_section, name="application-section"),
    path("tilinumero/", application_details.application_account, name="application-account"),
    path("liitteet/", application_files.application_files, name="application-files"),
    path("liitteet/<uuid:file>/", application_files.application_file, name="application-file"),
    path(
        "liitteet/<uuid:file>/poista/",
        application_files.application_file_remove,
        name="application-file-remove",
    ),
    path(
        "liitteet/<int:required>/myohemmin/",
        application_files.application_file_promise,
        name="application-file-promise",
    ),
    path("ihmiset/", application_people.application_people, name="application-people"),
    path(
        "ihmiset/<uuid:role>/poista/",
        application_people.application_person_end,
        name="application-person-end",
    ),
    path("laheta/", application_sending.application_send, name="application-send"),
    path("kuitti/", application_sending.application_receipt, name="application-receipt"),
    path("lahetykset/<int:number>/", application_sending.application_sendings, name="application-sending"),
    path("peru/", application_sending.application_withdraw, name="application-withdraw"),
    path("poista/", application_sending.application_delete, name="application-delete"),
    path("pyyda-lupaa/", application_sending.application_ask_late, name="application-ask-late"),
    path("viesti/", application_sending.application_message, name="application-message"),
    path("pdf/", application_sending.application_print, name="application-print"),
]

of_bulk_message = [
    path("", bulk_messages.bulk_detail, name="bulk-detail"),
    path("laheta/", bulk_messages.bulk_send, name="bulk-send"),
    path("poista/", bulk_messages.bulk_drop, name="bulk-drop"),
]

of_officer = [
    path("", officer_application.officer_application, name="officer-application"),
    path("kasittely/", officer_application.application_handling, name="application-handling"),
    path("taydennys/", officer_application.supplement_ask, name="supplement-ask"),
    path("taydennys/peru/", officer_application.supplement_cancel, name="supplement-cancel"),
    path("myohassa/", officer_application.application_late, name="application-late"),
    path("paperi/", paper.paper_change, name="paper-change"),
    path("myohassa/ei/", officer_application.late_decline, name="late-decline"),
    path("myohassa/kasittelyyn/", officer_application.late_take, name="late-take"),
    path("luovuta/", officer_application.application_hand_over, name="application-hand-over"),
]

applicants = [
    path("avustukset/hakemukset/", own_applications.application_list, name="application-list"),
    path("avustukset/hakemukset/uusi/<int:pk>/", applying.application_create, name="application-create"),
    path(
        "avustukset/hakemukset/kutsu/<uuid:key>/",
        application_people.application_join,
        name="application-join",
    ),
    path("avustukset/hakemukset/<uuid:key>/", include(of_application)),
]

officers = [
    path("tyopoyta/avustukset/hakemukset/", officer_list.officer_list, name="officer-list"),
    path("tyopoyta/avustukset/hakemukset/csv/", officer_list.officer_csv, name="officer-csv"),
    path("tyopoyta/avustukset/hakemukset/xlsx/", officer_list.officer_xlsx, name="officer-xlsx"),
    path("tyopoyta/avustukset/hakemukset/paperi/", paper.paper_create, name="paper-create"),
    path("tyopoyta/avustukset/hakemukset/zip/", archives.archive_create, name="archive-create"),
    path("tyopoyta/avustukset/hakemukset/zip/<uuid:key>/", archives.archive_detail, name="archive-detail"),
    path(
        "tyopoyta/avustukset/hakemukset/zip/<uuid:key>/tiedosto/", archives.archive_file, name="archive-file"
    ),
    path("tyopoyta/avustukset/hakemukset/viestit/", bulk_messages.bulk_list, name="bulk-list"),
    path("tyopoyta/avustukset/hakemukset/viestit/uusi/", bulk_messages.bulk_create, name="bulk-create"),
    path("tyopoyta/avustukset/hakemukset/viestit/<uuid:key>/", include(of_bulk_message)),
    path("tyopoyta/avustukset/hakemukset/jaa/", officer_list.officer_assign, name="officer-assign"),
    path("tyopoyta/avustukset/hakemukset/nakyma/", officer_list.view_save, name="view-save"),
    path(
        "tyopoyta/avustukset/hakemukset/nakyma/<int:pk>/poista/", officer_list.view_remove, name="view-remove"
    ),
    path("tyopoyta/avustukset/hakemukset/<uuid:key>/", include(of_officer)),
]

urlpatterns = [*applicants, *officers]
