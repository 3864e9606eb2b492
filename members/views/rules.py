"""The rules of a body at work: as they stand, as they are changed, and how versions differ."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from members import body_rules, services, workbench
from members.forms.rules import CorrectionForm, RulesForm
from members.models import Body, BodyRules
from members.rule_sets import changes, differences
from members.services.rules import can_correct, latest_rules, present_term
from portal.errors import Refused
from portal.parameters import whole_number

from .fetching import run_by_user
from .forming import form_page


@run_by_user
@require_safe
def rules_workbench(request: HttpRequest, body: Body) -> HttpResponse:
    """The rules one by one, and all versions of them; `vanha` and `uusi` put two versions beside one another."""
    versions = list(body.rules_versions.prefetch_related("terms").order_by("-valid_from"))
    shown = _version(versions, request.GET.get("versio")) or (
        versions[0] if versions else BodyRules(body=body)
    )
    old, new = (_version(versions, request.GET.get(name)) for name in ("vanha", "uusi"))
    context: dict[str, Any] = {
        "versions": [(version, version.pk and can_correct(version)) for version in versions],
        "version": shown,
        # Nothing has gone by it yet: it is written over, and needs no other version after it.
        "to_write": versions[0] if versions and can_correct(versions[0]) else None,
        "rows": [(rule, body_rules.TYPES[rule.name].help) for rule in shown.by_name.values()],
        "term": present_term(body),
        "today": timezone.localdate(),
        "old": old,
        "new": new,
        "compared": differences(old, new) if old and new else [],
    }
    return workbench.page(request, body, workbench.RULES, "members/rules_workbench.html", **context)


def _version(versions: list[BodyRules], text: str | None) -> BodyRules | None:
    """The version that the address names; none for nonsense."""
    pk = whole_number(text or "")
    return next((version for version in versions if version.pk == pk), None)


@run_by_user
def rules_change(request: HttpRequest, body: Body) -> HttpResponseBase:
    """A new version: first the form, then what would change, then the change."""
    latest = latest_rules(body)
    form = RulesForm(request.POST or None, body=body, version=latest)
    if request.method == "POST" and form.is_valid():
        step = request.POST.get("step")
        if step in {"store", "adopt"}:
            try:
                services.change_rules(
                    body=body, **form.facts, in_present_term=step == "adopt", actor=request.user
                )
            except ValidationError as error:
                form.add_refusal(error)
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("The new rules are stored."))
                return redirect("members:rules-workbench", body.slug)
        elif step != "back":
            return _check_page(request, body, form, latest)
    return _form_page(request, body, form, title=_("Change the rules"))


def _check_page(request: HttpRequest, body: Body, form: RulesForm, latest: BodyRules | None) -> HttpResponse:
    """What the change would do, before it is done; for the present term from the rules that it goes by."""
    draft, term = form.draft(body), present_term(body)
    context = {
        "form": form,
        "changed": changes(latest or BodyRules(body=body), draft),
        "term": term,
        "changed_in_term": changes(term.rules_version, draft) if term else [],
        "latest": latest,
        "valid_from": form.cleaned_data["valid_from"],
    }
    return workbench.page(request, body, workbench.RULES, "members/rules_check.html", **context)


def _form_page(request: HttpRequest, body: Body, form: RulesForm, *, title: str) -> HttpResponse:
    return form_page(
        request,
        body,
        workbench.RULES,
        form,
        title=title,
        button=_("Save") if isinstance(form, CorrectionForm) else _("Look at what changes"),
        back=reverse("members:rules-workbench", args=[body.slug]),
        lede=_("What nobody has decided stays “Not decided”: the portal never fills in a rule by itself."),
        template="members/rules_form.html",
    )


@run_by_user
def rules_correct(request: HttpRequest, body: Body, pk: int) -> HttpResponseBase:
    """Write over a version by which nothing has gone."""
    version = _of_body(body, pk)
    if not can_correct(version):
        raise Http404
    form = CorrectionForm(request.POST or None, body=body, version=version)
    if request.method == "POST" and form.is_valid():
        try:
            services.correct_rules(version=version, **form.facts, actor=request.user)
        except ValidationError as error:
            form.add_refusal(error)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("members:rules-workbench", body.slug)
    return _form_page(request, body, form, title=_("Correct the rules"))


@run_by_user
def rules_adopt(request: HttpRequest, body: Body, pk: int) -> HttpResponseBase:
    """Say what changes for the present term, and let it go on by another version."""
    version, term = _of_body(body, pk), present_term(body)
    if term is None:
        raise Http404
    if request.method == "POST":
        try:
            services.adopt_rules(term=term, version=version, actor=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The present term goes by these rules now."))
        return redirect("members:rules-workbench", body.slug)
    context = {"version": version, "term": term, "changed": changes(term.rules_version, version)}
    return workbench.page(request, body, workbench.RULES, "members/rules_adopt.html", **context)


def _of_body(body: Body, pk: int) -> BodyRules:
    version = body.rules_versions.filter(pk=pk).first()
    if version is None:
        raise Http404
    return version


@require_safe
def rules_compare(request: HttpRequest) -> HttpResponse:
    """The rules of two bodies that the reader may see, side by side."""
    bodies = list(Body.objects.visible_to(request.user).select_related("region").order_by("short_name"))
    chosen = [next((body for body in bodies if body.slug == request.GET.get(name)), None) for name in "ab"]
    one, other = chosen
    today = timezone.localdate()
    context: dict[str, Any] = {
        "bodies": bodies,
        "one": one,
        "other": other,
        "shown": chosen,
        "choices": [("a", _("First"), one), ("b", _("Second"), other)],
        "asked": bool(request.GET),
    }
    if one and other:
        context["rows"] = differences(one.rules_on(today), other.rules_on(today))
    return render(request, "members/rules_compare.html", context)
