"""The addresses of terms, groups of seats and seats."""

from django.urls import path

from members.views import group, members_on, seat, term

PUBLIC = "jarjestoyhteistyo/<slug:slug>/"
BENCH = "tyopoyta/<slug:slug>/"
TERM = f"{BENCH}kaudet/<int:pk>/"
SEAT = f"{BENCH}paikat/<int:pk>/"

urlpatterns = [
    path(f"{PUBLIC}kaudet/<int:pk>/", members_on.term_detail, name="term-detail"),
    path(f"{PUBLIC}jasenet/", members_on.members_on, name="members-on"),
    path(f"{PUBLIC}jasenet.csv", members_on.members_csv, name="members-csv"),
    path(f"{BENCH}kaudet/", term.term_list, name="term-list"),
    path(f"{BENCH}kaudet/uusi/", term.term_create, name="term-create"),
    path(TERM, term.term_board, name="term-board"),
    path(f"{TERM}paikat.csv", term.term_board_csv, name="term-board-csv"),
    path(f"{TERM}muokkaa/", term.term_edit, name="term-edit"),
    path(f"{TERM}paikoita/", term.term_seat, name="term-seat"),
    path(f"{TERM}paata/", term.term_end, name="term-end"),
    path(f"{TERM}seuraava/", term.term_next, name="term-next"),
    path(f"{TERM}ryhmat/", group.group_list, name="group-list"),
    path(f"{TERM}ryhmat/jarjestys/", group.group_reorder, name="group-reorder"),
    path(f"{TERM}ryhmat/<int:group>/", group.group_edit, name="group-edit"),
    path(f"{TERM}ryhmat/<int:group>/poista/", group.group_remove, name="group-remove"),
    path(f"{TERM}ryhmat/<int:group>/paikat/<int:seat>/poista/", group.seat_remove, name="seat-remove"),
    path(SEAT, seat.seat_detail, name="seat-detail"),
    path(f"{SEAT}nimea/", seat.seat_appoint, name="seat-appoint"),
    path(f"{SEAT}jasenyydet/<int:mandate>/nousee/", seat.seat_move_up, name="seat-move-up"),
    path(f"{SEAT}jasenyydet/<int:mandate>/<slug:act>/", seat.mandate_act, name="mandate-act"),
]
