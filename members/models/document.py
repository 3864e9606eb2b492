"""What a body has laid down and what it plans to do."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.enums import ActionState, BodyDocumentKind
from members.rules import KEPT, bodies_belonged_to, bodies_run_by, is_secretariat, runs_body
from portal.access import Actor
from portal.models import Record, StoredFile
from portal.search import MarksChange

from .body import Body

# Told here and not to portal.badges: "planned" is also a status of bodies.
ACTION_SHAPES: dict[str, str] = {
    ActionState.PLANNED: "ring",
    ActionState.UNDER_WAY: "half",
    ActionState.DONE: "tick",
    ActionState.DROPPED: "dash",
}

RUNNERS_KEEP = {**KEPT, "add": is_secretariat | runs_body, "change": is_secretariat | runs_body}


class BodyDocumentQuerySet(models.QuerySet):
    """Questions about documents."""

    def visible_to(self, user: Actor) -> Self:
        """Public documents of bodies that the user may see; all of those of a body that the user runs or belongs to."""
        if is_secretariat(user):
            return self
        own = bodies_run_by(user) | bodies_belonged_to(user)
        readable = self.filter(body__in=Body.objects.visible_to(user))
        return readable.filter(Q(is_public=True) | Q(body__in=own))


class BodyDocument(Record):
    """A document of a body, such as its working rules; each version of it is kept."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="documents", verbose_name=_("body"))
    kind = models.CharField(_("kind"), max_length=20, choices=BodyDocumentKind)
    title = models.CharField(_("title"), max_length=200)
    is_public = models.BooleanField(_("everybody may read"), default=True)

    objects = BodyDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document of a body")
        verbose_name_plural = _("documents of bodies")
        ordering = ["body", "kind", "pk"]
        rules_permissions = RUNNERS_KEEP
        triggers = [MarksChange()]
        constraints = [
            models.UniqueConstraint(fields=["body", "title_fi"], name="members_bodydocument_title_once"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where it stands on the body's page, with all its versions."""
        return f"{self.body.get_absolute_url()}#asiakirjat"


class BodyDocumentVersionQuerySet(models.QuerySet):
    """Questions about versions of documents."""

    def visible_to(self, user: Actor) -> Self:
        """Those of the documents that the user may read."""
        return self.filter(document__in=BodyDocument.objects.visible_to(user))


class BodyDocumentVersion(StoredFile):
    """One version of a document, in force from a day on."""

    document = models.ForeignKey(
        BodyDocument, models.PROTECT, related_name="versions", verbose_name=_("document")
    )
    number = models.PositiveSmallIntegerField(_("version"), editable=False)
    valid_from = models.DateField(_("in force from"))
    approved_by = models.CharField(
        _("approved by"), max_length=200, blank=True, help_text=_("Who, when and in which section.")
    )

    objects = BodyDocumentVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a document")
        verbose_name_plural = _("versions of documents")
        ordering = ["document", "-number"]
        rules_permissions = RUNNERS_KEEP
        constraints = [
            models.UniqueConstraint(
                fields=["document", "number"], name="members_bodydocumentversion_number_once"
            ),
            models.CheckConstraint(condition=Q(size__gt=0), name="members_bodydocumentversion_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.document} ({self.number})"

    def get_absolute_url(self) -> str:
        """The file itself, behind the access check."""
        return reverse("members:document-file", args=[self.document.body.slug, self.pk])

    @property
    def body_id(self) -> int:
        """The body that laid it down; access rules ask for it."""
        return self.document.body_id


class PlannedAction(Record):
    """Something that a body has set out to do in a year."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="actions", verbose_name=_("body"))
    year = models.PositiveSmallIntegerField(_("year"))
    title = models.CharField(_("what is done"), max_length=200)
    responsible = models.CharField(_("who does it"), max_length=160, blank=True)
    due_on = models.DateField(_("ready by"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ActionState, default=ActionState.PLANNED)
    outcome = models.TextField(_("what came of it"), blank=True)

    class Meta:
        verbose_name = _("planned action")
        verbose_name_plural = _("planned actions")
        ordering = ["body", "-year", "pk"]
        rules_permissions = RUNNERS_KEEP | {"delete": is_secretariat | runs_body}
        constraints = [
            models.CheckConstraint(condition=Q(year__range=(2000, 2200)), name="members_plannedaction_year"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state_shape(self) -> str:
        """The shape of the state's badge."""
        return ACTION_SHAPES[self.state]
