"""What the pages of organisations ask for."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from members import finding
from members.enums import LegalForm, OrganisationSize
from members.models import Category, Municipality, Organisation

ON_A_PAGE = 50
MOST_FOUND = 5_000  # nobody turns so many pages
SORTED = {"": ("sort_key", "pk"), "ö-a": ("-sort_key", "-pk")}


class RegisterForm(forms.Form):
    """What the reader looks for in the register; a part of the address that is nonsense is as if it were not there."""

    q = forms.CharField(
        label=_("Name, Y-tunnus or register number"),
        required=False,
        max_length=200,
        widget=forms.TextInput({"type": "search", "autocomplete": "off"}),
    )
    kunta: Any = forms.ModelChoiceField(
        Municipality.objects.order_by("name"),
        label=_("Acts in"),
        required=False,
        empty_label=_("All municipalities"),
    )
    luokka: Any = forms.ModelChoiceField(
        Category.objects.all(), label=_("Category"), required=False, empty_label=_("All categories")
    )
    muoto = forms.ChoiceField(
        label=_("Legal form"), required=False, choices=[("", _("All forms")), *LegalForm.choices]
    )
    koko = forms.ChoiceField(
        label=_("Size"), required=False, choices=[("", _("All sizes")), *OrganisationSize.choices]
    )
    jarjestys = forms.ChoiceField(
        label=_("Order"), required=False, choices=[("", _("By name, A–Ö")), ("ö-a", _("By name, Ö–A"))]
    )

    has_more = False
    """Whether more was found than is looked at."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs["class"] = "form-control" if name == "q" else "form-select"
        self.fields["luokka"].choices = [("", _("All categories")), *categories_by_scheme()]
        self.is_valid()

    @property
    def is_search(self) -> bool:
        """Whether the list is narrowed."""
        return any(value for name, value in self.cleaned_data.items() if name != "jarjestys")

    def organisations(self) -> QuerySet[Organisation]:
        """The organisations that are asked for, in order."""
        found: QuerySet[Organisation] = Organisation.objects.none()
        for found in self._attempts():
            if found.exists():
                break
        return found

    def page(self, number: str | None) -> Page:
        """A page of their ids. Of a search only the first some thousand are looked at, and the database is asked once."""
        if not self.cleaned_data.get("q"):
            return Paginator(next(self._attempts()).values_list("pk", flat=True), ON_A_PAGE).get_page(number)
        ids: list[int] = []
        for found in self._attempts():
            if ids := list(found.values_list("pk", flat=True)[: MOST_FOUND + 1]):
                break
        self.has_more = len(ids) > MOST_FOUND
        return Paginator(ids[:MOST_FOUND], ON_A_PAGE).get_page(number)

    def _attempts(self) -> Iterator[QuerySet[Organisation]]:
        """What is asked for in words, each try narrowed by the filters and in order."""
        asked, order = self.cleaned_data.get("q"), self.cleaned_data.get("jarjestys", "")
        for found in finding.attempts(asked) if asked else [Organisation.objects.listed()]:
            narrowed = self._narrowed(found)
            yield narrowed if asked and not order else narrowed.order_by(*SORTED[order])

    def _narrowed(self, found: QuerySet[Organisation]) -> QuerySet[Organisation]:
        wish = self.cleaned_data.get
        if municipality := wish("kunta"):
            found = finding.acting_in(found, municipality)
        if category := wish("luokka"):
            found = finding.in_category(found, category)
        narrowed = {"legal_form": wish("muoto"), "size": wish("koko")}
        return found.filter(**{name: value for name, value in narrowed.items() if value})


def categories_by_scheme() -> Iterator[tuple[str, list[tuple[int, str]]]]:
    """The categories as choices, grouped by their scheme."""
    categories = Category.objects.select_related("scheme").order_by("scheme__name", "scheme", "order")
    for scheme, group in groupby(categories, key=lambda category: category.scheme):
        yield scheme.name, [(category.pk, category.name) for category in group]


class UploadForm(forms.Form):
    """A file to bring."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("XLSX, or CSV in UTF-8 or as Excel writes it. The first row names the columns."),
        widget=forms.FileInput({"accept": ".csv,.xlsx,.txt"}),
    )
