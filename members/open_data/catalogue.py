"""The collections of the open data with the columns of their tables, in words that the page about them translates."""

from django.utils.translation import gettext_noop

from .asking import Collection
from .shapes import BODY, MANDATE, MUNICIPALITY, ORGANISATION, PERSON, REGION, SEAT

ID = gettext_noop("Never changes.")
NAME, NAME_SV, NAME_EN = (
    gettext_noop("Name in Finnish."),
    gettext_noop("Name in Swedish, if there is one."),
    gettext_noop("Name in English, if there is one."),
)

COLLECTIONS = {
    each.name: each
    for each in (
        Collection(
            "organizations",
            gettext_noop("Groups, and the organisations that hold seats in them"),
            (
                BODY,
                ORGANISATION,
            ),
            {
                "id": ID,
                "name": NAME,
                "name_sv": NAME_SV,
                "name_en": NAME_EN,
                "classification": gettext_noop(
                    "The kind of the group, or the legal form of the organisation."
                ),
                "slug": gettext_noop(
                    "The last part of the address of a group's page; the parameter body asks by it."
                ),
                "business_id": gettext_noop("Y-tunnus of the organisation."),
                "register_number": gettext_noop("Number in the register of associations."),
                "parent_id": gettext_noop("The group above it."),
                "area_id": gettext_noop("Home municipality, or the region of a group."),
                "dissolution_date": gettext_noop("The day when the group ended."),
                "email": gettext_noop("The group's own e-mail address."),
                "website": gettext_noop("Web page."),
            },
        ),
        Collection(
            "posts",
            gettext_noop("Seats of the groups, term by term"),
            (SEAT,),
            {
                "id": ID,
                "label": gettext_noop("What the seat stands for, such as a category."),
                "label_sv": gettext_noop("The same in Swedish."),
                "label_en": gettext_noop("The same in English."),
                "role": gettext_noop("primary: a member; personal_deputy or ranked_deputy: a deputy."),
                "organization_id": gettext_noop("The group."),
                "start_date": gettext_noop("The first day of the term, as exactly as it is known."),
                "end_date": gettext_noop("The last day of the term, as exactly as it is known."),
            },
        ),
        Collection(
            "memberships",
            gettext_noop("Who holds or held which seat, and when"),
            (MANDATE,),
            {
                "id": ID,
                "role": gettext_noop("primary: a member; personal_deputy or ranked_deputy: a deputy."),
                "person_id": gettext_noop("The person."),
                "person_name": gettext_noop("The person's name."),
                "organization_id": gettext_noop("The group."),
                "organization_name": gettext_noop("The group's name."),
                "post_id": gettext_noop("The seat."),
                "post_label": gettext_noop("What the seat stands for, such as a category."),
                "on_behalf_of_id": gettext_noop("The organisation that the person comes from."),
                "on_behalf_of_name": gettext_noop("Its name."),
                "start_date": gettext_noop("The first day."),
                "end_date": gettext_noop(
                    "The last day, also when it is still to come; empty while nobody knows it."
                ),
            },
        ),
        Collection(
            "persons",
            gettext_noop("People who hold or held seats"),
            (PERSON,),
            {
                "id": ID,
                "name": gettext_noop("The person's name."),
                "email": gettext_noop("Only with the person's consent."),
                "phone": gettext_noop("Only with the person's consent."),
            },
        ),
        Collection(
            "areas",
            gettext_noop("Wellbeing services counties and their municipalities"),
            (
                REGION,
                MUNICIPALITY,
            ),
            {
                "id": ID,
                "name": NAME,
                "name_sv": NAME_SV,
                "name_en": NAME_EN,
                "identifier": gettext_noop("The municipality's code in the national classification."),
                "classification": gettext_noop("municipality or wellbeing_services_county."),
                "parent_id": gettext_noop("The county that the municipality belongs to."),
            },
        ),
    )
}
