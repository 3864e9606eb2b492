"""The records of this app in the admin panel."""

from . import body, document, organisation, person, region, rounds, term

__all__ = ["body", "document", "organisation", "person", "region", "rounds", "term"]
