"""Pages of the workbench that are one form."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from members import workbench
from members.models import Body
from portal.errors import Refused


def form_page(
    request: HttpRequest,
    body: Body,
    tab: workbench.Tab,
    form: forms.Form | forms.ModelForm,
    *,
    template: str = "members/work_form.html",
    **words: Any,
) -> HttpResponse:
    """A heading, the form, a button and the way back.

    `words` are title, button and back (an address); perhaps lede, is_danger, and what another template needs.
    """
    return workbench.page(request, body, tab, template, form=form, **words)


def attempt(form: forms.Form | forms.ModelForm, act: Callable[[], Any]) -> Any:
    """What the act returns; None when it was refused, which then stands beside the field that it is about."""
    try:
        return act()
    except ValidationError as error:
        tell(form, error)
    except Refused as refusal:
        form.add_error(None, str(refusal))
    return None


def tell(form: forms.Form | forms.ModelForm, error: ValidationError) -> None:
    """What a service found wrong, beside the fields that it is about."""
    messages = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for name, texts in messages.items():
        form.add_error(name if name in form.fields else None, texts)
