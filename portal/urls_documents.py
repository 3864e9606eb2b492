"""The addresses of documents."""

from django.urls import path

from portal.views import documents

urlpatterns = [
    path("asiakirjat/<uuid:key>/tila/", documents.document_status, name="document-status"),
    path("asiakirjat/<uuid:key>/uudelleen/", documents.document_retry, name="document-retry"),
    path("asiakirjat/<uuid:key>/<str:filename>", documents.document_file, name="document-file"),
]
