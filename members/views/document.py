"""What a body has laid down: kept by those who run it, read by those who may."""

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from members import services, workbench
from members.forms.document import DocumentForm, NewDocumentForm, VersionForm
from members.models import Body, BodyDocument, BodyDocumentVersion
from portal.access import get_visible
from portal.views.files import file_answer

from .fetching import run_by_user
from .forming import attempt, form_page

VERSION = ("file", "valid_from", "approved_by")


@run_by_user
@require_safe
def document_list(request: HttpRequest, body: Body) -> HttpResponse:
    """All documents with all their versions."""
    versions = BodyDocumentVersion.objects.select_related("added_by").order_by("-number")
    documents = body.documents.prefetch_related(Prefetch("versions", versions))
    return workbench.page(
        request, body, workbench.DOCUMENTS, "members/document_list.html", documents=documents
    )


@run_by_user
def document_create(request: HttpRequest, body: Body) -> HttpResponseBase:
    """A document with its first version."""
    form = NewDocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        version = {name: form.cleaned_data[name] for name in VERSION}
        if attempt(
            form,
            lambda: services.add_body_document(body=body, values=form.values, **version, actor=request.user),
        ):
            messages.success(request, _("The document is added."))
            return redirect("members:document-list", body.slug)
    return _page(request, body, form, title=_("Add a document"), button=_("Add"))


@run_by_user
def document_change(request: HttpRequest, body: Body, pk: int) -> HttpResponseBase:
    """What is told of it, and who may read."""
    document = _of_body(body, pk)
    form = DocumentForm(request.POST or None, instance=document)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(
            form,
            lambda: services.change_body_document(document=document, values=form.values, actor=request.user),
        )
    ):
        messages.success(request, _("Saved."))
        return redirect("members:document-list", body.slug)
    return _page(request, body, form, title=_("Change the details"), button=_("Save"))


@run_by_user
def version_create(request: HttpRequest, body: Body, pk: int) -> HttpResponseBase:
    """A newer version; the older ones stay."""
    document = _of_body(body, pk)
    form = VersionForm(request.POST or None, request.FILES or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(
            form,
            lambda: services.add_body_document_version(
                document=document, **form.cleaned_data, actor=request.user
            ),
        )
    ):
        messages.success(request, _("The new version is added. The older ones can still be read."))
        return redirect("members:document-list", body.slug)
    title = _("A new version: %(title)s") % {"title": document.title}
    return _page(request, body, form, title=title, button=_("Add"))


@require_safe
def document_file(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """A version to be read."""
    versions = BodyDocumentVersion.objects.select_related("document__body")
    version: BodyDocumentVersion = get_visible(versions, request.user, document__body__slug=slug, pk=pk)  # type: ignore[assignment]
    return file_answer(
        request,
        version.file,
        filename=version.filename,
        content_type=version.content_type,
        file_hash=version.file_hash,
        is_public=version.document.is_public and version.document.body.is_public,
    )


def _page(
    request: HttpRequest, body: Body, form: DocumentForm | VersionForm, *, title: str, button: str
) -> HttpResponse:
    back = reverse("members:document-list", args=[body.slug])
    return form_page(request, body, workbench.DOCUMENTS, form, title=title, button=button, back=back)


def _of_body(body: Body, pk: int) -> BodyDocument:
    document = body.documents.filter(pk=pk).first()
    if document is None:
        raise Http404
    return document
