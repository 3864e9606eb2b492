"""The addresses of people: one's own pages and the coordinator's."""

from django.urls import path

from members.views import own, people, person

urlpatterns = [
    path("oma/paikat/", own.person_seats, name="person-seats"),
    path("oma/paikat/muualla/", own.outside_seat_create, name="outside-seat-create"),
    path("oma/paikat/muualla/<int:pk>/", own.outside_seat_change, name="outside-seat-change"),
    path("oma/paikat/muualla/<int:pk>/poista/", own.outside_seat_remove, name="outside-seat-remove"),
    path("oma/yhteystiedot/", own.person_contact, name="person-contact"),
    path("tyopoyta/henkilot/", person.PersonList.as_view(), name="person-list"),
    path("tyopoyta/henkilot/vanhat-yhteystiedot/", people.old_contacts, name="old-contacts"),
    path("tyopoyta/henkilot/kutsut/<slug:slug>/", people.body_invite, name="body-invite"),
    path("tyopoyta/henkilot/<int:pk>/", person.person_detail, name="person-detail"),
    path("tyopoyta/henkilot/<int:pk>/yhteystiedot/", person.person_edit, name="person-edit"),
    path("tyopoyta/henkilot/<int:pk>/kutsu/", person.person_invite, name="person-invite"),
    path("tyopoyta/henkilot/<int:pk>/yhdista/", person.person_merge, name="person-merge"),
]
