"""Looking into papers: the worker reads the text of PDFs for the search, and whether they can be joined."""

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from meetings.enums import PaperFault
from meetings.models import Material, PaperContent
from meetings.models.material import MaterialQuerySet
from portal import locks
from portal.pdf_text import text_of

PDF = "application/pdf"
LOCK_SPACE = 0x70617065  # tells these advisory locks from all others in the database
SWEPT_AT_ONCE = 20


def ask_to_look(material: Material) -> None:
    """Have the worker look into a new paper once it is stored. A broker that is away must not hold the page."""
    if material.content_type == PDF:
        transaction.on_commit(lambda: _send(material.pk), robust=True)


def look_into(material_id: int) -> None:
    """Read the text of a PDF paper and remember it; nothing if it is gone, or was read before.

    A paper that nobody can read has no text, and is then found by its title only.
    """
    with locks.alone(LOCK_SPACE, material_id) as alone:
        material = _unread().filter(pk=material_id).first() if alone else None
        if material is None:
            return
        fault = _fault_of(material)
        text = "" if fault else text_of(material.file.path, longest=PaperContent.LONGEST)
        found = {"text": text, "fault": fault, "looked_at": timezone.now()}
        if Material.objects.filter(pk=material_id).exists():  # reading took its time
            PaperContent.objects.update_or_create(material_id=material_id, defaults=found)


def sweep_unread() -> None:
    """Send out again what nobody has looked into: its message was lost, or the worker died.

    What was lost and is there again, as after a back-up was restored in two parts, is looked into anew.
    """
    for content in PaperContent.objects.filter(fault=PaperFault.LOST).select_related("material"):
        if default_storage.exists(str(content.material.file.name)):
            content.delete()
    for material_id in _unread().order_by("-pk").values_list("pk", flat=True)[:SWEPT_AT_ONCE]:
        _send(material_id)


def _unread() -> MaterialQuerySet:
    return Material.objects.filter(content_type=PDF, content=None)


def _fault_of(material: Material) -> str:
    from meetings.documents.joining import Unjoinable, open_paper  # its libraries are heavy

    try:
        open_paper(material).close()
    except Unjoinable as unfit:
        return unfit.fault
    return ""


def _send(material_id: int) -> None:
    from meetings.tasks import read_paper

    read_paper.apply_async(kwargs={"material_id": material_id}, retry=False)
