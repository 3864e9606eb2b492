"""The search index."""

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.enums import Language
from portal.page_changes import no_public_page_reads


@no_public_page_reads
class SearchEntry(models.Model):
    """What the search knows of one record in one language; who may see it is asked from the record itself."""

    record_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    record_id = models.PositiveBigIntegerField()
    language = models.CharField(_("language"), max_length=2, choices=Language)
    title = models.CharField(_("title"), max_length=300)
    body = models.TextField(_("text"), blank=True)
    vector = SearchVectorField()

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        constraints = [
            models.UniqueConstraint(
                fields=["record_type", "record_id", "language"], name="portal_searchentry_record_once"
            )
        ]
        indexes = [GinIndex(fields=["vector"], name="portal_searchentry_vector")]

    def __str__(self) -> str:
        return self.title


@no_public_page_reads
class SearchWord(models.Model):
    """A word that occurs in the index; what a misspelt one may have meant is looked up among these."""

    word = models.CharField(max_length=60, primary_key=True)
    plain = models.CharField(max_length=60, help_text=_("Without the dots and rings of ä, ö and å."))

    class Meta:
        verbose_name = _("search word")
        verbose_name_plural = _("search words")
        indexes = [
            GistIndex(fields=["plain"], name="portal_searchword_nearest", opclasses=["gist_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.word


@no_public_page_reads
class SearchChange(models.Model):
    """A record that changed since it was indexed; database triggers write these, whatever made the change."""

    record_table = models.CharField(max_length=80)
    record_id = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = _("search change")
        verbose_name_plural = _("search changes")

    def __str__(self) -> str:
        return f"{self.record_table} {self.record_id}"
