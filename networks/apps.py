"""Networks, as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworksConfig(AppConfig):
    """The networks of the region and the county's own contacts."""

    name = "networks"
    verbose_name = _("Networks")

    def ready(self) -> None:
        """Tell the shared parts what this app adds to them."""
        from portal import navigation

        from . import demo, desk, facts, front, organisation_page, own_data, representation, search  # noqa: F401 - each registers by being imported

        navigation.register(_("Networks"), "networks:network-list", order=40)
