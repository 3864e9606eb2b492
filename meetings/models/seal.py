"""What approved minutes say, kept so that no change goes through the portal and none goes unseen."""

from typing import Any

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from members.models import Body
from portal.page_changes import no_public_page_reads

from .agenda import AgendaItem
from .meeting import Meeting
from .minutes import APPEND_ONLY, Inspector, ItemInspection, Minutes, Signature
from .session import Disqualification, ItemRecord, Presence, Session
from .voting import Motion, MotionSupport, Vote, VoteOption


@no_public_page_reads
class Seal(models.Model):
    """The whole text of approved minutes, with its hash and its place in the chain of the body's seals.

    `content` is what was signed and inspected, `approvals` who did it and when. The chain's hash covers both and the
    hash before, so that one changed row betrays itself and all after it.
    """

    minutes = models.OneToOneField(Minutes, models.PROTECT, related_name="seal", verbose_name=_("minutes"))
    body = models.ForeignKey(Body, models.PROTECT, related_name="seals", verbose_name=_("body"))
    number = models.PositiveIntegerField(_("number in the chain"))
    content = models.JSONField(_("content"))
    content_hash = models.CharField(_("hash of the content"), max_length=64)
    approvals = models.JSONField(_("signatures and approvals"))
    previous_hash = models.CharField(_("hash before"), max_length=64, blank=True)
    chain_hash = models.CharField(_("hash in the chain"), max_length=64)
    sealed_at = models.DateTimeField(_("sealed at"))

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals")
        ordering = ["body", "number"]
        triggers = [*APPEND_ONLY]
        constraints = [
            models.UniqueConstraint(fields=["body", "number"], name="meetings_seal_number_unique"),
            models.CheckConstraint(
                condition=Q(number=1, previous_hash="") | Q(number__gt=1) & ~Q(previous_hash=""),
                name="meetings_seal_hangs_on_the_one_before",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.number}"


IS_SEALED = """EXISTS (
    SELECT FROM meetings_seal JOIN meetings_minutes ON meetings_minutes.id = meetings_seal.minutes_id
    WHERE meetings_minutes.meeting_id = {meeting}
)"""
IS_INSPECTED = "EXISTS (SELECT FROM meetings_iteminspection WHERE item_id = {item})"
MEETING_OF_ITEM = "(SELECT meeting_id FROM meetings_agendaitem WHERE id = {item})"
MEETING_OF_MINUTES = "(SELECT meeting_id FROM meetings_minutes WHERE id = {row}.minutes_id)"


class KeptBySeal(pgtrigger.Trigger):
    """Refuses to change rows of which a seal tells, whoever asks; of a section inspected at once even before that.

    `meeting` and `item` are SQL for the ids of the row's meeting and agenda item, `{row}` standing for the row.
    `free` are columns that may still change, `only` the ones that may not where most of them may.
    """

    name = "kept_by_seal"
    when = pgtrigger.Before
    operation = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete

    def __init__(
        self, *, meeting: str = "", item: str = "", free: tuple[str, ...] = (), only: tuple[str, ...] = ()
    ) -> None:
        self.meeting, self.item, self.free, self.only = meeting, item, free, only
        super().__init__(name=self.name, when=self.when, operation=self.operation)

    def get_func(self, model: Any) -> str:
        """The body of the trigger function."""
        table = model._meta.db_table
        checks = [
            self._check(table, row, operation)
            for operation, row in (("DELETE", "OLD"), ("UPDATE", "OLD"), ("INSERT", "NEW"), ("UPDATE", "NEW"))
        ]
        return f"""
            IF TG_OP = 'UPDATE' AND ({self._same()}) THEN
                RETURN NEW;
            END IF;
            {"".join(checks)}
            IF TG_OP = 'DELETE' THEN
                RETURN OLD;
            END IF;
            RETURN NEW;
        """

    def _same(self) -> str:
        if self.only:
            return " AND ".join(f'NEW."{name}" IS NOT DISTINCT FROM OLD."{name}"' for name in self.only)
        free = "ARRAY[" + ", ".join(f"'{name}'" for name in self.free) + "]::text[]"
        return f"to_jsonb(NEW) - {free} = to_jsonb(OLD) - {free}"

    def _check(self, table: str, row: str, operation: str) -> str:
        item = self.item.format(row=row)
        meeting = self.meeting.format(row=row) or MEETING_OF_ITEM.format(item=item)
        kept = [IS_SEALED.format(meeting=meeting)]
        if item:
            kept.append(IS_INSPECTED.format(item=item))
        return f"""
            IF TG_OP = '{operation}' AND ({" OR ".join(kept)}) THEN
                RAISE EXCEPTION 'The minutes that tell of this row of {table} are approved: it cannot be changed.'
                    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'meetings_kept_by_seal';
            END IF;
        """


_ITEM = "{row}.item_id"
_STAMPS = ("changed_by_id", "changed_at", "recorded_by_id", "version")
_FACTS = (
    "body_id", "kind", "title", "title_fi", "title_sv", "title_en", "starts_at", "ends_at", "place", "state",
    "year", "number", "convened_at",
)  # fmt: skip

# Registered here, beside the seal that they ask for, and not at each model.
for _model, _trigger in {
    Meeting: KeptBySeal(meeting="{row}.id", only=_FACTS),
    Session: KeptBySeal(meeting="{row}.meeting_id", free=("current_item_id", "version")),
    AgendaItem: KeptBySeal(meeting="{row}.meeting_id", item="{row}.id", free=_STAMPS),
    ItemRecord: KeptBySeal(item=_ITEM, free=_STAMPS),
    Presence: KeptBySeal(meeting="{row}.meeting_id", item=_ITEM),
    Disqualification: KeptBySeal(item=_ITEM, free=_STAMPS),
    Motion: KeptBySeal(item=_ITEM),
    MotionSupport: KeptBySeal(item="(SELECT item_id FROM meetings_motion WHERE id = {row}.motion_id)"),
    Vote: KeptBySeal(item=_ITEM),
    VoteOption: KeptBySeal(item="(SELECT item_id FROM meetings_vote WHERE id = {row}.vote_id)"),
    Minutes: KeptBySeal(meeting="{row}.meeting_id", free=("published_at", "version")),
    Signature: KeptBySeal(meeting=MEETING_OF_MINUTES),
    Inspector: KeptBySeal(meeting=MEETING_OF_MINUTES),
    ItemInspection: KeptBySeal(meeting=MEETING_OF_ITEM.format(item=_ITEM)),
}.items():
    pgtrigger.register(_trigger)(_model)
