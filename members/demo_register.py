"""The demo's register: sizes, a few facts, and somebody who waits for consent to act for an association."""

from datetime import date

from django.utils import timezone

from portal import demo

from .demo import OUTSIDER
from .enums import OrganisationRoleKind, OrganisationSize
from .models import JoinRequest, Organisation

SIZES = (
    OrganisationSize.VOLUNTEERS,
    OrganisationSize.SMALL,
    OrganisationSize.VOLUNTEERS,
    OrganisationSize.MEDIUM,
    OrganisationSize.SMALL,
    OrganisationSize.LARGE,
)
OWNED = "Omaisten Lyhty ry"
DESCRIBED = "Keksitty esimerkkiyhdistys, joka tukee omaisia ja läheisiä Pirkanmaalla."


@demo.step(30)
def describe_organisations(_today: date) -> None:
    """Each invented association says how large it is; one has a profile."""
    unsized = Organisation.objects.filter(is_example=True, size="").order_by("pk")
    for number, organisation in enumerate(unsized):
        organisation.size = SIZES[number % len(SIZES)]
        organisation.save(update_fields=["size"])
    Organisation.objects.filter(name=OWNED, is_example=True, description="").update(
        description=DESCRIBED, email="omaistenlyhty@esimerkki.fi", other_names=["Lyhty"]
    )


@demo.step(31)
def ask_to_act(_today: date) -> None:
    """Somebody waits for the owner's consent."""
    organisation = Organisation.objects.filter(name=OWNED, is_example=True).first()
    user = demo.user_of(OUTSIDER)
    if organisation and not JoinRequest.objects.filter(user=user, organisation=organisation).exists():
        JoinRequest.objects.create(
            user=user,
            organisation=organisation,
            role=OrganisationRoleKind.EDITOR,
            message="Olen yhdistyksen uusi sihteeri syyskokouksesta lähtien.",
            asked_at=timezone.now(),
        )
