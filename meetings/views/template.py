"""What every new agenda of a body begins with."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings import services
from meetings.forms import TemplateItemForm
from meetings.models import TemplateItem
from meetings.pages import YEAR
from meetings.standing import STANDING_ITEMS
from members import workbench
from members.models import Body
from members.views.fetching import run_by_user
from members.views.forming import attempt, form_page
from portal.errors import Overtaken
from portal.parameters import whole_number


@run_by_user
def template_list(request: HttpRequest, body: Body) -> HttpResponseBase:
    """The body's own items in their order and a form for one more; the portal's while it has none."""
    items = list(body.template_items.all())
    form = TemplateItemForm(request.POST or None, body=body) if items else None
    if request.method == "POST" and form and form.is_valid():
        values = form.values

        def add() -> TemplateItem:
            return services.add_template_item(body=body, values=values, actor=request.user)

        if item := attempt(form, add):
            messages.success(request, _("“%(title)s” is on the list.") % {"title": item.title_fi})
            return redirect("meetings:template-list", body.slug)
    return workbench.page(
        request,
        body,
        YEAR,
        "meetings/template_list.html",
        form=form,
        items=items,
        usual=[] if items else STANDING_ITEMS,
        minutes=sum(item.minutes for item in items or STANDING_ITEMS),
    )


@run_by_user
@require_POST
def template_begin(request: HttpRequest, body: Body) -> HttpResponseBase:
    """Give the body a list of its own."""
    services.begin_template(body=body, actor=request.user)
    messages.success(request, _("The group has standing items of its own now."))
    return redirect("meetings:template-list", body.slug)


@run_by_user
@require_POST
def template_reset(request: HttpRequest, body: Body) -> HttpResponseBase:
    """Back to the portal's own."""
    services.reset_template(body=body, actor=request.user)
    messages.success(request, _("New agendas begin with the portal's standing items again."))
    return redirect("meetings:template-list", body.slug)


@run_by_user
@require_POST
def template_reorder(request: HttpRequest, body: Body) -> HttpResponseBase:
    """Put the items in another order: the whole order at once, or one item a step up or down."""
    if order := request.POST.getlist("order"):
        try:
            pks = [pk for pk in map(whole_number, order) if pk is not None]
            services.reorder_template(body=body, order=pks, actor=request.user)
        except Overtaken as overtaken:
            messages.error(request, str(overtaken))
            return HttpResponse(status=HTTPStatus.CONFLICT)
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    for step, places in (("up", -1), ("down", 1)):
        if (pk := whole_number(request.POST.get(step, ""))) is not None:
            services.move_template_item(item=_item(body, pk), places=places, actor=request.user)
    return redirect("meetings:template-list", body.slug)


@run_by_user
def template_edit(request: HttpRequest, body: Body, pk: int) -> HttpResponseBase:
    """Change an item."""
    item = _item(body, pk)
    form = TemplateItemForm(request.POST or None, instance=item, body=body)
    if request.method == "POST" and form.is_valid():

        def change() -> TemplateItem:
            return services.change_template_item(item=item, values=form.values, actor=request.user)

        if attempt(form, change):
            messages.success(request, _("“%(title)s” is saved.") % {"title": form.cleaned_data["title_fi"]})
            return redirect("meetings:template-list", body.slug)
    return form_page(
        request,
        body,
        YEAR,
        form,
        template="meetings/template_edit.html",
        item=item,
        title=item.title_fi,
        lede=_("Agendas that there are already stay as they are."),
        button=_("Save"),
        back=reverse("meetings:template-list", args=[body.slug]),
    )


@run_by_user
@require_POST
def template_remove(request: HttpRequest, body: Body, pk: int) -> HttpResponseBase:
    """Take an item away."""
    item = _item(body, pk)
    services.remove_template_item(item=item, actor=request.user)
    messages.success(request, _("“%(title)s” was removed.") % {"title": item.title_fi})
    return redirect("meetings:template-list", body.slug)


def _item(body: Body, pk: int) -> TemplateItem:
    item: TemplateItem = get_object_or_404(TemplateItem.objects.select_related("body"), body=body, pk=pk)
    return item
