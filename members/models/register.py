"""Files that are brought into the register of organisations."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.enums import ImportFailure, ImportState, RowFate
from members.rules import KEPT
from portal.models import StoredFile
from portal.page_changes import no_public_page_reads

from .organisation import Organisation

SHAPES: dict[str, str] = {
    ImportState.CHECKING: "half",
    ImportState.CHECKED: "triangle",
    ImportState.STORING: "half",
    ImportState.STORED: "tick",
    ImportState.CANCELLED: "dash",
    ImportState.FAILED: "octagon",
}


@no_public_page_reads
class OrganisationImport(StoredFile):
    """A file of organisations: checked row by row, shown, and stored when somebody says so."""

    state = models.CharField(
        _("state"), max_length=10, choices=ImportState, default=ImportState.CHECKING, editable=False
    )
    columns = ArrayField(
        models.CharField(max_length=40), verbose_name=_("columns"), default=list, editable=False
    )
    unknown_columns = ArrayField(
        models.CharField(max_length=200), verbose_name=_("columns left out"), default=list, editable=False
    )
    # The worker goes on from these when it was interrupted: all rows of the file are read, rows up to a number are
    # checked, rows up to a number are stored.
    is_read = models.BooleanField(_("read"), default=False, editable=False)
    rows_read = models.PositiveIntegerField(_("rows read"), default=0, editable=False)
    checked_through = models.PositiveIntegerField(_("checked through row"), default=0, editable=False)
    stored_through = models.PositiveIntegerField(_("stored through row"), default=0, editable=False)
    rows_stored = models.PositiveIntegerField(_("rows stored"), default=0, editable=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, editable=False)
    failure = models.CharField(
        _("why it failed"), max_length=12, choices=ImportFailure, blank=True, editable=False
    )
    confirmed_at = models.DateTimeField(_("told to store at"), null=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    finished_at = models.DateTimeField(_("finished at"), null=True, editable=False)
    forgotten_at = models.DateTimeField(_("file and rows deleted at"), null=True, editable=False)

    class Meta:
        verbose_name = _("import of organisations")
        verbose_name_plural = _("imports of organisations")
        ordering = ["-added_at"]
        rules_permissions = KEPT
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="members_organisationimport_not_empty"),
            models.CheckConstraint(
                condition=Q(rows_stored__lte=F("rows_read")), name="members_organisationimport_stored_of_read"
            ),
            models.CheckConstraint(
                condition=Q(state="failed") ^ Q(failure=""),
                name="members_organisationimport_failed_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["storing", "stored"]) | Q(confirmed_at__isnull=False),
                name="members_organisationimport_stored_when_told",
            ),
        ]

    def __str__(self) -> str:
        return self.filename

    def get_absolute_url(self) -> str:
        """The page of the import."""
        return reverse("members:import-detail", args=[self.pk])

    @property
    def shape(self) -> str:
        """The shape of the state's badge."""
        return SHAPES[self.state]

    @property
    def is_at_work(self) -> bool:
        """Whether the worker has something to do for it."""
        return self.state in {ImportState.CHECKING, ImportState.STORING}


@no_public_page_reads
class ImportRow(models.Model):
    """One row of an imported file, as it was read, and what becomes of it.

    `before` and `after` hold what the register said and is to say, only of the columns that change, as the database
    writes them; the keys of `municipalities` and `categories` are lists of ids.
    """

    run = models.ForeignKey(OrganisationImport, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("row"))
    cells = models.JSONField(_("cells"), default=dict)
    fate = models.CharField(_("what becomes of it"), max_length=10, choices=RowFate)
    problems = models.JSONField(_("problems"), default=list)
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"), default=dict)
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        ordering = ["run", "number"]
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="members_importrow_number_once"),
        ]
        indexes = [models.Index(fields=["run", "fate", "number"], name="members_importrow_fate")]

    def __str__(self) -> str:
        return f"{self.run_id}: {self.number}"
