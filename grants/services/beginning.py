"""Applications are begun, from nothing or from last year's, and deleted while they are drafts."""

from datetime import datetime
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.checks import Check, case_of, check_rules, may_apply
from grants.enums import ApplicationRoleKind, ApplicationState, QuestionKind
from grants.models import (
    Answer,
    Application,
    ApplicationRole,
    ApplicationStep,
    CallKind,
    Signatory,
)
from members.models import Organisation
from members.rules import organisations_changed_by
from portal.errors import Refused
from portal.formats import moment
from portal.history import act
from portal.models import User

from .applying import lock_application

CONTACT = (
    "contact_name", "contact_email", "contact_phone", "deputy_name", "deputy_email", "deputy_phone", "iban",
    "iban_holder",
)  # fmt: skip
MOST_DRAFTS = 20
"""So many unfinished drafts of one kind may one person have begun: more is somebody's mistake, or a program's."""


def eligibility(call_kind: CallKind, organisation: Organisation | None, **known: object) -> list[Check]:
    """The checks of the rules, with what is known: `municipalities` and `requested_sum` once they are answered."""
    return check_rules(case_of(call_kind, organisation, **known))  # type: ignore[arg-type]


def drafts_of(call_kind: CallKind, *, organisation: Organisation | None, actor: User) -> list[Application]:
    """What has been begun or sent already for the same organisation and kind, that the user may see."""
    others = Application.objects.visible_to(actor).filter(call_kind=call_kind)
    others = others.exclude(state=ApplicationState.WITHDRAWN)
    if organisation is None:
        others = others.filter(organisation=None, created_by=actor)
    else:
        others = others.filter(organisation=organisation)
    return list(others.for_list())


@act
def begin_application(  # noqa: PLR0913 - these are the parts of a draft
    *,
    call_kind: CallKind,
    organisation: Organisation | None,
    group_name: str = "",
    language: str,
    arrived_at: datetime,
    copied_from: Application | None = None,
    key: UUID | None = None,
    actor: User,
) -> Application:
    """A draft of the actor's, empty or with the answers of an earlier one.

    With a key that the page was given, the button pressed twice begins one draft. Raises PermissionDenied for somebody who does not act for the organisation or may not read what is copied, and
    Refused when the call is not open or a rule stands in the way.
    """
    if organisation is not None and organisation.pk not in organisations_changed_by(actor):
        raise PermissionDenied
    call = call_kind.call
    if not call.is_open(arrived_at):
        if call.opens_at and arrived_at < call.opens_at:
            raise Refused(_("The call opens %(time)s.") % {"time": moment(call.opens_at)})
        raise Refused(_("The call is not open."))
    if call_kind.question_set_id is None:
        raise Refused(_("The call has no questions for this kind of grant."))
    if not may_apply(eligibility(call_kind, organisation)):
        raise Refused(_("The applicant does not fulfil all rules of this grant."))
    if (
        Application.objects.filter(
            call_kind=call_kind, created_by=actor, state=ApplicationState.DRAFT
        ).count()
        >= MOST_DRAFTS
    ):
        raise Refused(_("You have many drafts in this call already. Delete those that you do not need."))
    now = timezone.now()
    draft = Application(
        key=key or uuid4(),
        region_id=call.region_id,
        call=call,
        call_kind=call_kind,
        question_set_id=call_kind.question_set_id,
        organisation=organisation,
        group_name="" if organisation else group_name,
        language=language,
        contact_name=actor.name,
        contact_email=actor.email,
        iban_holder=organisation.name if organisation else "",
        created_at=now,
        saved_at=now,
        created_by=actor,
    )
    if begun := _begun_already(draft):
        return begun
    ApplicationRole.objects.create(
        application=draft, user=actor, role=ApplicationRoleKind.OWNER, given_at=now, given_by=actor
    )
    ApplicationStep.objects.create(application=draft, taken_at=now, actor=actor, after=ApplicationState.DRAFT)
    if copied_from:
        _copy(draft, copied_from, actor)
    return draft


def _begun_already(draft: Application) -> Application | None:
    """Store the draft, unless the same page has begun one: then that, which the other press may just be making."""
    try:
        with transaction.atomic():
            draft.save(force_insert=True)
    except IntegrityError:
        same = Application.objects.filter(key=draft.key, call_kind=draft.call_kind_id)
        begun = same.filter(created_by=draft.created_by_id).first()
        if begun:
            return begun
        draft.key = uuid4()  # somebody else's has this one, so no page of the actor's was given it
        draft.save(force_insert=True)
    return None


def _copy(draft: Application, earlier: Application, actor: User) -> None:
    """The answers to questions that are asked again in the same form, the contacts and the account."""
    if not actor.has_perm("grants.change_application", earlier) or (
        earlier.organisation_id != draft.organisation_id
    ):
        raise PermissionDenied
    kinds = dict(draft.question_set.questions.exclude(kind=QuestionKind.FILE).values_list("name", "kind"))
    before = dict(earlier.question_set.questions.values_list("name", "kind"))
    now = timezone.now()
    Answer.objects.bulk_create(
        Answer(application=draft, name=row.name, value=row.value, changed_at=now, changed_by=actor)
        for row in earlier.answers.all()
        if row.name in kinds and kinds[row.name] == before.get(row.name)
    )
    for field in CONTACT:
        setattr(draft, field, getattr(earlier, field))
    draft.copied_from = earlier
    draft.save(update_fields=[*CONTACT, "copied_from"])
    Signatory.objects.bulk_create(
        Signatory(application=draft, order=each.order, name=each.name, task=each.task, email=each.email)
        for each in earlier.signatories.all()
    )


def earlier_applications(
    call_kind: CallKind, organisation: Organisation, *, actor: User
) -> list[Application]:
    """The applications of the organisation in earlier calls that can be copied, the latest first."""
    rows = Application.objects.changed_by(actor).filter(organisation=organisation)
    rows = rows.exclude(call=call_kind.call).exclude(reference="").for_list()
    return list(rows.order_by("-submitted_at", "-pk")[:5])


@act
def delete_draft(*, application: Application, actor: User) -> None:
    """Delete a draft with all that was written and attached. Raises PermissionDenied, and Refused for what was sent."""
    locked = lock_application(application, actor=actor)
    if locked.state != ApplicationState.DRAFT:
        raise Refused(_("The application has been sent, so it cannot be deleted. You can withdraw it."))
    files = [attachment.file for attachment in locked.attachments.all()]

    def delete_files() -> None:
        for file in files:
            file.storage.delete(str(file.name))

    locked.delete()
    transaction.on_commit(delete_files, robust=True)
