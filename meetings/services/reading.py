"""What people have read; only they themselves see it."""

from django.utils import timezone

from meetings.models import Material, Meeting, PaperReading
from portal.models import User


def record_reading(*, material: Material, actor: User) -> None:
    """Remember that somebody has opened a paper; opening it again changes nothing."""
    PaperReading.objects.bulk_create([_reading(material, actor)], ignore_conflicts=True)


def mark_all_read(*, meeting: Meeting, actor: User) -> None:
    """Count every paper of the meeting as read that the person may see now; what comes later is unread."""
    papers = Material.objects.visible_to(actor).filter(item__meeting=meeting)
    PaperReading.objects.bulk_create([_reading(paper, actor) for paper in papers], ignore_conflicts=True)


def _reading(material: Material, actor: User) -> PaperReading:
    return PaperReading(user=actor, material=material, read_at=timezone.now())
