"""What the worker found in papers, and who has opened them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from meetings.enums import PaperFault
from portal.page_changes import no_public_page_reads
from portal.search import MarksChange

from .material import Material


@no_public_page_reads
class PaperContent(models.Model):
    """What is in a paper's file: its text, for the search, and what keeps it from being joined into a binder."""

    LONGEST = 200_000  # characters of the text that is kept

    material = models.OneToOneField(
        Material, models.CASCADE, related_name="content", verbose_name=_("paper"), primary_key=True
    )
    text = models.TextField(_("text"), blank=True)
    fault = models.CharField(_("why it cannot be joined"), max_length=10, choices=PaperFault, blank=True)
    looked_at = models.DateTimeField(_("looked at"))

    class Meta:
        verbose_name = _("content of a paper")
        verbose_name_plural = _("contents of papers")
        triggers = [MarksChange(via="material")]
        constraints = [
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("text"), 200_000), name="meetings_papercontent_text_limited"
            ),
            models.CheckConstraint(
                condition=Q(fault="") | Q(text=""),
                name="meetings_papercontent_no_text_of_faulty",
            ),
        ]

    def __str__(self) -> str:
        return str(self.material)


@no_public_page_reads
class PaperReading(models.Model):
    """Somebody has opened a paper, or says to have read it; a newer version of it is another paper."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="paper_readings")
    material = models.ForeignKey(Material, models.CASCADE, related_name="readings")
    read_at = models.DateTimeField(_("read at"))

    class Meta:
        verbose_name = _("reading of a paper")
        verbose_name_plural = _("readings of papers")
        constraints = [
            models.UniqueConstraint(fields=["user", "material"], name="meetings_paperreading_once")
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.material}"
