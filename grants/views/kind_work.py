"""The kinds of a call at the officers' workbench."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from grants import services
from grants.enums import CallState
from grants.forms.call import KindChoiceForm, KindForm, SourceForm, are_valid, part_forms, rows_of
from grants.models import Call
from portal.errors import Refused

from .call_work import badge_of, form_page
from .fetching import add_errors, get_kind, handled_call


@handled_call
@require_POST
def kind_add(request: HttpRequest, call: Call) -> HttpResponseBase:
    """Put a kind into a draft."""
    form = KindChoiceForm(request.POST, call=call)
    if form.is_valid():
        made = services.add_kind(call=call, kind=form.cleaned_data["kind"], actor=request.user)
        messages.success(request, _("“%(kind)s” is in the call.") % {"kind": made.kind})
    return redirect(f"{call.edit_url}#kinds")


@handled_call
def call_kind(request: HttpRequest, call: Call, pk: int) -> HttpResponseBase:
    """Sums, earmarks, attachments, criteria and who decides, all on one page."""
    record = get_kind(call, pk)
    form = KindForm(request.POST or None, instance=record)
    lists = part_forms(record, request.POST or None)
    is_draft = call.state == CallState.DRAFT
    if request.method == "POST" and are_valid(form, *(lists.values() if is_draft else ())):
        try:
            services.change_kind(
                call_kind=record,
                values=form.values,
                parts={name: rows_of(rows) for name, rows in lists.items()} if is_draft else None,
                base_version=form.cleaned_data["base_version"],
                actor=request.user,
            )
        except ValidationError as error:
            add_errors(form, error)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect(f"{call.edit_url}#kinds")
    context = {"call": call, "kind": record, "form": form, "lists": lists, "is_draft": is_draft}
    return render(request, "grants/call_kind.html", context | badge_of(call))


@handled_call
@require_POST
def kind_remove(request: HttpRequest, call: Call, pk: int) -> HttpResponseBase:
    """Take a kind out of a draft."""
    record = get_kind(call, pk)
    services.remove_kind(call_kind=record, actor=request.user)
    messages.success(request, _("“%(kind)s” was taken out of the call.") % {"kind": record.kind})
    return redirect(f"{call.edit_url}#kinds")


@handled_call
def kind_questions(request: HttpRequest, call: Call, pk: int) -> HttpResponseBase:
    """Choose the questions with which a kind begins."""
    record = get_kind(call, pk)
    form = SourceForm(request.POST or None, region=call.region)
    if request.method == "POST" and form.is_valid():
        source = form.cleaned_data["source"]
        made = services.choose_questions(call_kind=record, source=source, actor=request.user)
        return redirect("grants:set-edit", made.key)
    text = _("The questions that the kind has in this call now are replaced.") if record.question_set else ""
    return form_page(
        request,
        call,
        form,
        title=_("Questions: %(kind)s") % {"kind": record.kind},
        button=_("Begin with these"),
        text=text,
    )
