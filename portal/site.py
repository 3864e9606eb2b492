"""The admin panel of the secretariat."""

from functools import update_wrapper
from typing import Any

from allauth.account.decorators import secure_admin_login
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# What people may do follows from their roles; groups, addresses and second factors are no records to keep by hand.
OF_LIBRARIES = {"auth", "account", "mfa"}


class PortalAdminSite(admin.AdminSite):
    """The panel at /hallinta/; people sign in to it on the portal's own page, not on a second one."""

    site_header = gettext_lazy("Administration")
    site_title = gettext_lazy("Administration")
    index_title = gettext_lazy("Everything in the portal")
    login = method_decorator(secure_admin_login)(admin.AdminSite.login)

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Keep a kind of record in the panel, unless it is one that other libraries bring."""
        models: list[Any] = (
            [model_or_iterable] if isinstance(model_or_iterable, type) else list(model_or_iterable)
        )
        ours = [model for model in models if model._meta.app_label not in OF_LIBRARIES]
        super().register(ours, admin_class, **options)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:  # noqa: FBT001, FBT002 - Django's signature
        """A page of the panel; where a second factor is required, first the page that sets it up."""
        inner = super().admin_view(view, cacheable)

        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if self.has_permission(request) and not has_second_factor(request):
                messages.warning(
                    request, _("The administration panel needs a second factor. Set it up first.")
                )
                return redirect("mfa_activate_totp")
            return inner(request, *args, **kwargs)

        return update_wrapper(checked, view)


def has_second_factor(request: HttpRequest) -> bool:
    """Whether the person has the second factor that the settings require of the secretariat."""
    return not settings.STAFF_SECOND_FACTOR or is_mfa_enabled(request.user)
