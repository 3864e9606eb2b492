"""Acts on the papers of a meeting."""

from pathlib import PurePath
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext_lazy as _

from meetings.enums import MaterialKind
from meetings.models import AgendaItem, Material
from portal.enums import Audience
from portal.errors import Overtaken
from portal.history import act
from portal.models import User

from .acting import lock_prepared, write
from .paper import ask_to_look


@act
def add_material(
    *,
    item: AgendaItem,
    file: File,
    kind: str = MaterialKind.ANNEX,
    audience: str = Audience.PUBLIC,
    title: str = "",
    actor: User,
) -> Material:
    """A new paper after the others of the item, called by its file's name unless a title is given.

    Raises PermissionDenied, Refused once the meeting began, and ValidationError for a file that is not taken.
    """
    paper = _judged(file, item=item, actor=actor)
    lock_prepared(item.meeting, actor=actor)
    paper.order = (item.materials.aggregate(last=Max("order"))["last"] or 0) + 1
    paper.kind, paper.audience = kind, audience
    paper.title_fi = title or PurePath(paper.filename).stem.replace("_", " ")
    paper.store(file, folder="materials")
    ask_to_look(paper)
    return paper


@act
def replace_material(*, material: Material, file: File, actor: User) -> Material:
    """Put a newer file in a paper's place; the old one is kept for those who run the body.

    Raises PermissionDenied, Refused, ValidationError, and Overtaken when the paper was replaced or removed meanwhile.
    """
    paper = _judged(file, item=material.item, actor=actor)
    lock_prepared(material.item.meeting, actor=actor)
    old = _still_there(material)
    for field in ("order", "kind", "audience", "title_fi", "title_sv", "title_en"):
        setattr(paper, field, getattr(old, field))
    paper.store(file, folder="materials")
    write(old, {"replaced_by": paper})
    ask_to_look(paper)
    return paper


@act
def change_material(*, material: Material, values: dict[str, Any], actor: User) -> None:
    """Change a paper's title, kind or audience. Raises PermissionDenied, Refused, Overtaken and ValidationError."""
    lock_prepared(material.item.meeting, actor=actor)
    now = _still_there(material)
    changes = {field: value for field, value in values.items() if getattr(now, field) != value}
    if changes:
        write(now, changes)


@act
def remove_material(*, material: Material, actor: User) -> None:
    """Take a paper away with the versions before it; the files go too, for some of them should never have come.

    Raises PermissionDenied, Refused, and Overtaken when it is gone already.
    """
    lock_prepared(material.item.meeting, actor=actor)
    papers = [_still_there(material)]
    while older := Material.objects.filter(replaced_by=papers[-1]).first():
        papers.append(older)
    all_of_them = Material.objects.filter(pk__in=[paper.pk for paper in papers])
    forget_files(all_of_them)
    all_of_them.delete()


def forget_files(papers: QuerySet[Material]) -> None:
    """Delete the files of rows that are about to be deleted, once that is certain."""
    files = [paper.file for paper in papers]

    def delete() -> None:
        for file in files:
            file.storage.delete(str(file.name))

    transaction.on_commit(delete, robust=True)


def _judged(file: File, *, item: AgendaItem, actor: User) -> Material:
    """A paper that is not stored yet; the file is read before the meeting is locked, because large ones take their time."""
    if not actor.has_perm("meetings.change_meeting", item.meeting):
        raise PermissionDenied
    return Material.judged(file, item=item, actor=actor)


def _still_there(material: Material) -> Material:
    now = Material.objects.select_related("item__meeting").filter(pk=material.pk).first()
    if now is None:
        raise Overtaken(_("Somebody has removed this paper."))
    if now.replaced_by_id:
        raise Overtaken(_("Somebody has replaced this paper by a newer one."))
    return now
