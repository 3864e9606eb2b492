"""What a body has laid down and what it plans to do."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import BodyDocument, PlannedAction

DAY = {"type": "date"}


class RecordForm(forms.ModelForm):
    """A form whose record is checked by the service."""

    def _post_clean(self) -> None:
        """The service checks the record."""

    @property
    def values(self) -> dict[str, Any]:
        """The fields of the record; a title that is missing in a language is missing, not empty."""
        return {
            name: None
            if name.startswith("title_") and not self.cleaned_data[name]
            else self.cleaned_data[name]
            for name in self._meta.fields or ()
        }


class VersionForm(forms.Form):
    """A file with its day and approver."""

    file = forms.FileField(
        label=_("File"), help_text=_("PDF, Word, Excel, PowerPoint, OpenDocument, text or a picture.")
    )
    valid_from = forms.DateField(
        label=_("In force from"), widget=forms.DateInput(DAY, format="%Y-%m-%d"), initial=timezone.localdate
    )
    approved_by = forms.CharField(
        label=_("Approved by"), max_length=200, required=False, help_text=_("Who, when and in which section.")
    )


class DocumentForm(RecordForm):
    """What is told of a document."""

    class Meta:
        model = BodyDocument
        fields = ("kind", "title_fi", "title_sv", "title_en", "is_public")
        labels = {
            "title_fi": _("Title"),
            "title_sv": _("Title in Swedish"),
            "title_en": _("Title in English"),
        }


class NewDocumentForm(DocumentForm, VersionForm):
    """A document with its first version."""

    field_order = (*DocumentForm.Meta.fields, "file", "valid_from", "approved_by")


class ActionForm(RecordForm):
    """Something to do in a year."""

    class Meta:
        model = PlannedAction
        fields = (
            "year", "title_fi", "title_sv", "title_en", "responsible", "due_on", "state", "outcome",
        )  # fmt: skip
        labels = DocumentForm.Meta.labels | {"title_fi": _("What is done")}
        widgets = {
            "due_on": forms.DateInput(DAY, format="%Y-%m-%d"),
            "outcome": forms.Textarea({"rows": 3}),
        }
