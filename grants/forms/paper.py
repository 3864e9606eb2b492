"""What is asked of an officer who enters what came on paper."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grants.enums import CallState, PaperWay
from grants.models import Application, CallKind
from grants.rules import regions_handled_by
from grants.services.paper import Paper
from members.forms.naming import OrganisationField
from members.forms.round import InstantField
from portal.access import is_secretariat
from portal.enums import Language
from portal.models import User
from portal.uploads import PaperField


class ArrivalForm(forms.Form):
    """When the paper came, and how."""

    arrived_at = InstantField(
        label=_("Arrived at"),
        help_text=_(
            "The time on the stamp or of the mail. Like all others, an application that arrived when the call had"
            " closed is late."
        ),
    )
    way = forms.ChoiceField(label=_("How it came"), choices=PaperWay, widget=forms.RadioSelect)

    @classmethod
    def of(cls, application: Application, data: Any = None) -> "ArrivalForm":
        """As it is noted now."""
        arrived_at = application.paper_arrived_at
        initial = {
            "arrived_at": timezone.localtime(arrived_at) if arrived_at else None,
            "way": application.paper_way,
        }
        return cls(data, initial=initial)


class PaperForm(ArrivalForm):
    """What came, whose it is, and who signed it."""

    call_kind: Any = forms.ModelChoiceField(CallKind.objects.none(), label=_("Call and kind of grant"))
    organisation = OrganisationField(label=_("Organisation"))
    group_name = forms.CharField(
        label=_("Name of the group"),
        max_length=200,
        required=False,
        help_text=_("Instead of an organisation, for a group that is not registered."),
    )
    language = forms.ChoiceField(
        label=_("Language of the application"),
        choices=Language,
        help_text=_("The applicant gets mails in this language."),
    )
    signed_by = forms.CharField(
        label=_("Who signed"),
        max_length=120,
        required=False,
        help_text=_("Empty when nobody signed it: that can be supplemented."),
    )
    task = forms.CharField(label=_("Task in the organisation"), max_length=120, required=False)
    second_signed_by = forms.CharField(label=_("The second who signed"), max_length=120, required=False)
    second_task = forms.CharField(label=_("Task of the second"), max_length=120, required=False)
    file = PaperField(label=_("The paper, scanned"))

    field_order = (
        "call_kind", "organisation", "group_name", "language", "arrived_at", "way", "signed_by", "task", "second_signed_by",
        "second_task", "file",
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = CallKind.objects.filter(call__state=CallState.PUBLISHED).exclude(question_set=None)
        if not is_secretariat(user):
            kinds = kinds.filter(call__region__in=regions_handled_by(user))
        field: Any = self.fields["call_kind"]
        field.queryset = kinds.select_related("call__region", "kind").order_by("-call__opens_at", "pk")
        field.label_from_instance = lambda each: f"{each.call.title}: {each.kind.name}"

    def clean(self) -> dict[str, Any]:
        """Either an organisation or a group applies."""
        cleaned = super().clean() or {}
        named = [cleaned.get("organisation"), cleaned.get("group_name", "").strip()]
        if "organisation" in cleaned and sum(map(bool, named)) != 1:
            self.add_error("organisation", _("Name the organisation, or else the group."))
        return cleaned

    @property
    def paper(self) -> Paper:
        """What is in the officer's hand."""
        values = self.cleaned_data
        signatories = (
            {"name": values["signed_by"], "task": values["task"]},
            {"name": values["second_signed_by"], "task": values["second_task"]},
        )
        return Paper(values["arrived_at"], values["way"], signatories, values["file"])
