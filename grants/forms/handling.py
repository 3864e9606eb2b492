"""Forms of those who handle applications."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from grants.asked import asked_in
from grants.columns import COLUMNS
from grants.enums import ApplicationState, QuestionKind
from grants.handling import ORDER_LABELS
from grants.models import Application, Call, GrantKind
from grants.rules import regions_handled_by
from members.enums import RegionRoleKind
from portal.access import is_secretariat
from portal.models import User


def officers_for(user: User) -> Any:
    """The officers of the regions whose grants the user handles."""
    today = timezone.localdate()
    in_force = Q(
        Q(region_roles__valid_until=None) | Q(region_roles__valid_until__gte=today),
        region_roles__role=RegionRoleKind.GRANT_OFFICER,
        region_roles__valid_from__lte=today,
    )
    officers = User.objects.filter(in_force, is_active=True)
    if not is_secretariat(user):
        officers = officers.filter(region_roles__region__in=regions_handled_by(user))
    return officers.distinct().order_by("name", "pk")


class ListForm(forms.Form):
    """What the list of applications is narrowed and ordered by."""

    q = forms.CharField(label=_("Search"), required=False, max_length=200)
    call: Any = forms.ModelChoiceField(
        Call.objects.none(), label=_("call"), required=False, empty_label=_("All")
    )
    kind: Any = forms.ModelChoiceField(
        GrantKind.objects.none(), label=_("kind of grant"), required=False, empty_label=_("All")
    )
    state = forms.ChoiceField(label=_("state"), required=False)
    handler = forms.ChoiceField(label=_("handled by"), required=False)
    flag = forms.ChoiceField(
        label=_("To notice"),
        required=False,
        choices=[
            ("", _("All")),
            ("double", _("Several from one applicant")),
            ("iban", _("The same account as another applicant")),
            ("message", _("A message to be read")),
            ("supplement", _("A supplement is waited for")),
            ("late", _("Came late")),
            ("paper", _("Came on paper")),
        ],
    )
    order = forms.ChoiceField(label=_("Order"), required=False, choices=list(ORDER_LABELS.items()))
    columns = forms.MultipleChoiceField(
        label=_("Columns"),
        required=False,
        choices=[(column.name, column.label) for column in COLUMNS.values()],
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, user: User, officers: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["call"].queryset = Call.objects.handled_by(user)
        kinds = GrantKind.objects.all()
        if not is_secretariat(user):
            kinds = kinds.filter(region__in=regions_handled_by(user))
        self.fields["kind"].queryset = kinds
        sent = [ApplicationState.SUBMITTED, ApplicationState.WITHDRAWN]
        self.fields["state"].choices = [("", _("All")), *((each.value, each.label) for each in sent)]
        people = [(str(each.pk), each.name) for each in officers]
        for field in self.fields.values():
            field.label = capfirst(str(field.label))  # the model's words begin small
        self.fields["handler"].choices = [("", _("All")), ("none", _("Nobody yet")), *people]

    @property
    def chosen(self) -> dict[str, Any]:
        """What was chosen and makes sense; the rest is as if it was not asked for."""
        self.is_valid()
        return self.cleaned_data


class HandlingForm(forms.Form):
    """Who handles an application, and its number in the county's own register."""

    handler: Any = forms.ModelChoiceField(
        None, label=_("Handled by"), required=False, empty_label=_("Nobody yet")
    )
    case_number = forms.CharField(label=_("The county's case number"), max_length=60, required=False)

    def __init__(self, *args: Any, application: Application, user: User, **kwargs: Any) -> None:
        kwargs["initial"] = {"handler": application.handler_id, "case_number": application.case_number}
        super().__init__(*args, **kwargs)
        self.fields["handler"].queryset = officers_for(user)


class SupplementForm(forms.Form):
    """What is to be supplemented, and by when."""

    text = forms.CharField(label=_("What is missing?"), max_length=10_000, widget=forms.Textarea({"rows": 4}))
    questions = forms.MultipleChoiceField(
        label=_("Questions that open"), required=False, widget=forms.CheckboxSelectMultiple
    )
    attachments: Any = forms.ModelMultipleChoiceField(
        None, label=_("Attachments that open"), required=False, widget=forms.CheckboxSelectMultiple
    )
    due_at = forms.DateTimeField(
        label=_("Due"), widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["questions"].choices = [
            (name, question.label)
            for name, question in asked_in(application).questions.items()
            if question.kind != QuestionKind.FILE
        ]
        self.fields["attachments"].queryset = application.call_kind.attachments.all()


class LateForm(forms.Form):
    """Until when an application may still come, and why."""

    until = forms.DateTimeField(
        label=_("May be sent until"),
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea({"rows": 3}))


class LateReasonForm(forms.Form):
    """Why what comes late is taken, or is not."""

    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea({"rows": 3}))


class HandOverForm(forms.Form):
    """Who becomes responsible, and why."""

    to = forms.EmailField(label=_("E-mail address of the new responsible person"))
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea({"rows": 3}))


class BulkMessageForm(forms.Form):
    """What is written to many; a draft may be empty."""

    subject = forms.CharField(
        label=_("Subject"), max_length=150, help_text=_("Stands in the mail, so no personal matters here.")
    )
    text = forms.CharField(
        label=_("Message"),
        max_length=10_000,
        widget=forms.Textarea({"rows": 10, "data-left": "1"}),
        help_text=_("Each applicant reads it in the messages of the application, and can answer there."),
    )


class ViewForm(forms.Form):
    """A name for how the list is now."""

    name = forms.CharField(label=_("Name of the view"), max_length=80)
    is_shared = forms.BooleanField(label=_("for the other officers too"), required=False)
