"""How the portal is served."""

import gc
import sys

from portal import web


def test_what_a_worker_has_loaded_is_not_searched_for_garbage_any_more() -> None:
    before = gc.get_freeze_count()
    try:
        web.post_worker_init(None)
        assert gc.get_freeze_count() > before + 50_000
        assert "grants.views.officer_list" in sys.modules
        assert len(gc.get_objects()) < gc.get_freeze_count()
    finally:
        gc.unfreeze()
