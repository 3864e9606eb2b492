"""Lists of the admin panel that may be very long."""

import pytest
from django.db import connection

from members.models import Organisation
from portal import panel
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


def test_short_list_is_counted_exactly() -> None:
    OrganisationFactory.create_batch(3)
    assert panel.QuickPaginator(Organisation.objects.all(), 2).num_pages == 2


def test_long_list_is_estimated_and_a_filtered_one_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(panel, "COUNTED", 2)
    OrganisationFactory.create_batch(5)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE members_organisation")
    rows = Organisation.objects.all()
    assert panel.QuickPaginator(rows, 10).count == 5
    assert panel.QuickPaginator(rows.filter(name__contains="y"), 10).count == 2
