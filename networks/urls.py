"""The addresses of the directory of networks, and of rooms."""

from django.urls import path

from .enums import RoomKind
from .views import network, room

app_name = "networks"
urlpatterns = [
    path("verkostot/", network.NetworkList.as_view(), name="network-list"),
    path("verkostot/palvelulinjat/", network.ServiceLineList.as_view(), name="service-line-list"),
    path("verkostot/<slug:slug>/", network.NetworkDetail.as_view(), name="network-detail"),
    path("tilat/", room.room_list, name="room-list"),
    path("tilat/<int:pk>/", room.room_detail, name="room-detail"),
    path("tilat/<int:pk>/muokkaa/", room.room_change, name="room-change"),
    path("tilat/<int:pk>/jatka/", room.room_extend, name="room-extend"),
    path("tilat/<int:pk>/poista/", room.room_end, name="room-end"),
    path("jarjestot/<int:pk>/tilat/", room.room_own, name="room-own"),
    path("jarjestot/<int:pk>/tilat/tarjoa/", room.room_create, {"kind": RoomKind.OFFER}, name="room-offer"),
    path("jarjestot/<int:pk>/tilat/etsi/", room.room_create, {"kind": RoomKind.WISH}, name="room-wish"),
]
