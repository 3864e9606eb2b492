"""Papers under preparation: files are added, replaced, described anew and taken away."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from meetings import services
from meetings.forms import MaterialForm, ReplacementForm, UploadForm
from meetings.models import AgendaItem, Material, Meeting

from .fetching import get_item, get_material, run_by_user


@run_by_user
@require_POST
def material_create(request: HttpRequest, meeting: Meeting, item: UUID) -> HttpResponseBase:
    """Add files to an item: the good ones are taken, of each other one it is said why not."""
    record = get_item(meeting, item)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        for error in (message for messages_ in form.errors.values() for message in messages_):
            messages.error(request, error)
        return redirect(_papers_url(record))
    taken = 0
    for file in form.cleaned_data["files"]:
        try:
            services.add_material(
                item=record,
                file=file,
                kind=form.cleaned_data["kind"],
                audience=form.cleaned_data["audience"],
                actor=request.user,
            )
        except ValidationError as refusal:
            reason = " ".join(refusal.messages)
            messages.error(
                request, _("%(file)s was not added. %(reason)s") % {"file": file.name, "reason": reason}
            )
        else:
            taken += 1
    if taken:
        added = ngettext("%(count)d paper is added.", "%(count)d papers are added.", taken)
        messages.success(request, added % {"count": taken})
    return redirect(_papers_url(record))


@run_by_user
def material_edit(request: HttpRequest, meeting: Meeting, pk: int) -> HttpResponseBase:
    """What is told of a paper, and who may read it."""
    material = get_material(meeting, pk)
    form = MaterialForm(request.POST or None, instance=material)
    if request.method == "POST" and form.is_valid():
        services.change_material(material=material, values=form.cleaned_data, actor=request.user)
        messages.success(request, _("Saved."))
        return redirect(_papers_url(material.item))
    return _material_page(request, meeting, material, form, ReplacementForm())


@run_by_user
@require_POST
def material_replace(request: HttpRequest, meeting: Meeting, pk: int) -> HttpResponseBase:
    """Put a newer file in its place."""
    material = get_material(meeting, pk)
    form = ReplacementForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            services.replace_material(material=material, file=form.cleaned_data["file"], actor=request.user)
        except ValidationError as refusal:
            form.add_error("file", refusal.messages)
        else:
            messages.success(request, _("The paper is replaced. Readers see it marked as updated."))
            return redirect(_papers_url(material.item))
    return _material_page(request, meeting, material, MaterialForm(instance=material), form)


@run_by_user
def material_remove(request: HttpRequest, meeting: Meeting, pk: int) -> HttpResponseBase:
    """Say that the file goes for good, then let it go."""
    material = get_material(meeting, pk)
    if request.method == "POST":
        services.remove_material(material=material, actor=request.user)
        messages.success(request, _("“%(title)s” is removed.") % {"title": material.title})
        return redirect(_papers_url(material.item))
    return render(request, "meetings/material_remove.html", {"meeting": meeting, "material": material})


def _material_page(
    request: HttpRequest,
    meeting: Meeting,
    material: Material,
    form: MaterialForm,
    replacement_form: ReplacementForm,
) -> HttpResponse:
    older: list[Material] = []
    while paper := Material.objects.filter(replaced_by=older[-1] if older else material).first():
        older.append(paper)
    context = {
        "meeting": meeting,
        "material": material,
        "form": form,
        "replacement_form": replacement_form,
        "older": older,
    }
    return render(request, "meetings/material_form.html", context)


def _papers_url(item: AgendaItem) -> str:
    return f"{reverse('meetings:item-edit', args=[item.meeting.key, item.key])}#papers"
