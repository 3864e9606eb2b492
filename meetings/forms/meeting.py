"""When and where a body meets."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.forms.utils import from_current_timezone
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.deadlines import NAMES
from meetings.enums import AgendaBeginning, MeetingState
from meetings.models import Meeting
from members.models import Body
from portal.errors import Conflict
from portal.history import written
from portal.models import User

DEADLINES = NAMES
DUE_LABELS = {
    "proposals_due_on": _("Proposals by"),
    "materials_due_on": _("Papers by"),
    "invitation_due_on": _("Invitation by"),
    "minutes_due_on": _("Minutes by"),
}
FIELD_OF = {"starts_at": "begins", "ends_at": "ends"}


class MeetingForm(forms.ModelForm):
    """The facts of a meeting: a day and two times of the clock are easier to type than two instants."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    begins = forms.TimeField(label=_("Begins at"), widget=forms.TimeInput({"type": "time"}, format="%H:%M"))
    ends = forms.TimeField(label=_("Ends at"), widget=forms.TimeInput({"type": "time"}, format="%H:%M"))
    base_version = forms.IntegerField(widget=forms.HiddenInput, initial=1)
    tell = forms.BooleanField(
        label=_("Tell those who were invited by mail"),
        help_text=_("When the time or the place changes. Take the tick away if you only mend a typo."),
        required=False,
        initial=True,
    )

    field_order: tuple[str, ...] = (
        "kind",
        "day",
        "begins",
        "ends",
        "place",
        "remote_link",
        "title_fi",
        "title_sv",
        *DEADLINES,
        "tell",
    )

    class Meta:
        model = Meeting
        fields = ("kind", "place", "remote_link", "title_fi", "title_sv", *DEADLINES)
        labels = {"title_fi": _("Own title"), "title_sv": _("Own title in Swedish")} | DUE_LABELS
        widgets = {name: forms.DateInput({"type": "date"}, format="%Y-%m-%d") for name in DEADLINES}

    def __init__(
        self,
        *args: Any,
        instance: Meeting | None = None,
        initial: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        facts: dict[str, Any] = {}
        if instance is not None:
            begins, ends = timezone.localtime(instance.starts_at), timezone.localtime(instance.ends_at)
            facts = {
                "day": begins.date(),
                "begins": begins.time(),
                "ends": ends.time(),
                "base_version": instance.version,
            }
        super().__init__(*args, instance=instance, initial=facts | (initial or {}), **kwargs)  # type: ignore[misc]
        if instance is None or instance.state != MeetingState.CONVENED:
            del self.fields["tell"]  # nobody has been invited

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        """The fields as they stand in the page: what belongs together in one row."""
        together = [("day", "begins", "ends"), DEADLINES[:2], DEADLINES[2:]]
        first = {names[0]: names for names in together}
        followers = {name for names in together for name in names[1:]}
        return [
            [self[name] for name in first.get(field.name, [field.name])]
            for field in self.visible_fields()
            if field.name not in followers
        ]

    def clean(self) -> dict[str, Any]:
        """Say beside the end that it must come after the beginning; the database would refuse it too."""
        cleaned = super().clean() or self.cleaned_data
        starts_at = self._instant("begins")
        ends_at = self._instant("ends")
        if starts_at and ends_at and ends_at <= starts_at:
            self.add_error("ends", _("The meeting ends before it begins. Write a later time."))
        cleaned["starts_at"], cleaned["ends_at"] = starts_at, ends_at
        return cleaned

    def _post_clean(self) -> None:
        """The service checks the whole record; the form's own fields were checked one by one."""

    def _instant(self, clock: str) -> datetime | None:
        day: date | None = self.cleaned_data.get("day")
        hour: time | None = self.cleaned_data.get(clock)
        if day is None or hour is None:
            return None
        try:
            return from_current_timezone(datetime.combine(day, hour))
        except forms.ValidationError:
            self.add_error(clock, _("The clocks are changed at that hour. Write another time."))
            return None

    def with_both(self, conflict: Conflict) -> "MeetingForm":
        """The form again after a conflict: this person's facts in the fields, the other's in words beside them."""
        data = self.data.copy()
        data["base_version"] = conflict.record.version
        form = type(self)(data, instance=conflict.record)
        for clash in conflict.clashes:
            theirs = written(clash.theirs) if clash.theirs else ""
            message = _("Somebody else wrote here meanwhile: “%(theirs)s”. Save again to keep yours.")
            form.add_error(FIELD_OF.get(clash.field, clash.field), message % {"theirs": theirs or "–"})
        return form

    @property
    def values(self) -> dict[str, Any]:
        """What the services take."""
        names = (*self.Meta.fields, "starts_at", "ends_at")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class NewMeetingForm(MeetingForm):
    """A meeting that is not there yet: of which body, and what its agenda begins with."""

    body: "forms.ModelChoiceField[Body]" = forms.ModelChoiceField(
        Body.objects.none(), label=_("Body"), empty_label=None
    )
    beginning = forms.ChoiceField(
        label=_("The agenda begins with"),
        choices=AgendaBeginning,
        widget=forms.RadioSelect,
        initial=AgendaBeginning.STANDING,
    )

    field_order = ("body", *MeetingForm.field_order, "beginning")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = Body.objects.run_by(user)
        for name in DEADLINES:
            del self.fields[name]  # they are counted from the day, and can be changed afterwards


class BeginningForm(forms.Form):
    """What an empty agenda begins with."""

    beginning = forms.ChoiceField(choices=AgendaBeginning)


class CancelForm(forms.Form):
    """Why a meeting is cancelled."""

    reason = forms.CharField(
        label=_("Why it is cancelled"),
        help_text=_("Those who were invited get this by mail and read it on the meeting's page."),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
    )
