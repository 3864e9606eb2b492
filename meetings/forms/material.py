"""Papers: files to add, and what is told of them."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from meetings.enums import MaterialKind
from meetings.models import Material
from portal.enums import Audience


class SeveralFilesInput(forms.ClearableFileInput):
    """One field takes all files that are chosen or dropped on it."""

    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """One or more files; each is judged by the service, so that a bad one does not take the good ones with it."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """The files, checked for being there at all."""
        files = data if isinstance(data, list | tuple) else [data]
        return [super(SeveralFilesField, self).clean(file, initial) for file in files or [None]]


class UploadForm(forms.Form):
    """New papers of one item, all of one kind and for one audience."""

    files = SeveralFilesField(  # type: ignore[assignment]
        allow_empty_file=True,  # judged with the others, so that it does not take them with it
        label=_("Files"),
        help_text=_("Choose or drop one or more: PDF, Word, Excel, PowerPoint, OpenDocument or a picture."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=MaterialKind, initial=MaterialKind.ANNEX)
    audience = forms.ChoiceField(label=_("Who may read"), choices=Audience, initial=Audience.PUBLIC)


class ReplacementForm(forms.Form):
    """A newer version of a paper."""

    file = forms.FileField(label=_("The newer file"))


class MaterialForm(forms.ModelForm):
    """What is told of a paper, and who may read it."""

    class Meta:
        model = Material
        fields = ("title_fi", "title_sv", "kind", "audience")
        labels = {"title_fi": _("Title"), "title_sv": _("Title in Swedish")}

    def _post_clean(self) -> None:
        """The service checks the record."""
