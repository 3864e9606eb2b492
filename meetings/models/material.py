"""The papers of a meeting."""

import uuid
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from meetings.enums import MaterialKind
from members.rules import bodies_belonged_to, bodies_run_by, is_secretariat, runs_body
from portal.access import Actor
from portal.enums import Audience
from portal.models import StoredFile
from portal.search import MarksChange

from .agenda import AgendaItem
from .meeting import Meeting


def shut_out_of(user: Actor) -> models.QuerySet:
    """The disqualifications of the user in the item of a paper, for a query of papers."""
    from .session import Disqualification

    return Disqualification.objects.filter(item=OuterRef("item"), person__user=user.pk)


class MaterialQuerySet(models.QuerySet):
    """Questions about papers."""

    def visible_to(self, user: Actor) -> Self:
        """Papers of readable agendas by their own audience, each in its newest version; one query decides it all.

        Whoever is disqualified in an item sees of its papers what everybody does.
        """
        if is_secretariat(user):
            return self.current()
        run, belonged = bodies_run_by(user), bodies_belonged_to(user)
        readable = self.current().filter(item__meeting__in=Meeting.objects.with_agenda_for(user))
        for_members: Any = Q(audience=Audience.MEMBERS, item__meeting__body__in=belonged)
        if belonged:
            for_members = Q(for_members, ~Exists(shut_out_of(user)))
        return readable.filter(Q(item__meeting__body__in=run) | for_members | Q(audience=Audience.PUBLIC))

    def current(self) -> Self:
        """Without those that a newer paper has replaced."""
        return self.filter(replaced_by=None)


class Material(StoredFile):
    """A file attached to an agenda item, for one audience."""

    item = models.ForeignKey(
        AgendaItem, models.CASCADE, related_name="materials", verbose_name=_("agenda item")
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    order = models.PositiveSmallIntegerField(_("order"), editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=MaterialKind, default=MaterialKind.ANNEX)
    title = models.CharField(_("title"), max_length=200)
    audience = models.CharField(_("who may read"), max_length=10, choices=Audience, default=Audience.PUBLIC)
    replaced_by = models.OneToOneField(
        "self", models.RESTRICT, null=True, blank=True, editable=False, related_name="replaces"
    )
    objects = MaterialQuerySet.as_manager()

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        ordering = ["item", "order", "pk"]
        rules_permissions = {
            "view": is_secretariat,
            "add": is_secretariat,
            "change": is_secretariat | runs_body,
            "delete": is_secretariat,
        }
        triggers = [MarksChange()]
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="meetings_material_not_empty"),
            models.CheckConstraint(
                condition=~Q(replaced_by=models.F("pk")), name="meetings_material_not_replaced_by_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def body_id(self) -> int:
        """The body whose meeting reads this; access rules ask for it."""
        return self.item.meeting.body_id

    def newest(self) -> "Material":
        """The version that has taken this one's place, or itself."""
        newest = self
        while newest.replaced_by is not None:
            newest = newest.replaced_by
        return newest

    @property
    def is_newer_version(self) -> bool:
        """Whether this paper came in the place of an older one."""
        return hasattr(self, "replaces")

    def get_absolute_url(self) -> str:
        """The file itself, behind the access check."""
        return f"{self.item.meeting.get_absolute_url()}liitteet/{self.pk}/"
