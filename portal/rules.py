"""The permissions of the models that the portal keeps for all."""

import rules

from .access import is_secretariat

for model in ("user", "document", "outgoingmail"):
    rules.add_perm(f"portal.view_{model}", is_secretariat)
rules.add_perm("portal.add_user", is_secretariat)
rules.add_perm("portal.change_user", is_secretariat)
