"""Addresses of signing in and of one's own account: the names are those that allauth reverses, the paths ours."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.urls import path

from .views.account import AccountHome, data_about_me, data_download

urlpatterns = [
    path("kirjaudu/", account.login, name="account_login"),
    path("kirjaudu/koodi/", account.request_login_code, name="account_request_login_code"),
    path("kirjaudu/koodi/vahvista/", account.confirm_login_code, name="account_confirm_login_code"),
    path("kirjaudu/vaihe-2/", mfa.authenticate, name="mfa_authenticate"),
    path("kirjaudu/uudelleen/", account.reauthenticate, name="account_reauthenticate"),
    path("kirjaudu/uudelleen/vaihe-2/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("uusi-tunnus/", account.signup, name="account_signup"),
    path("vahvista-sahkoposti/", account.email_verification_sent, name="account_email_verification_sent"),
    path("uusi-salasana/", account.password_reset, name="account_reset_password"),
    path(
        "uusi-salasana/koodi/",
        account.confirm_password_reset_code,
        name="account_confirm_password_reset_code",
    ),
    path("uusi-salasana/valitse/", account.complete_password_reset, name="account_complete_password_reset"),
    path(
        "uusi-salasana/valmis/", account.password_reset_from_key_done, name="account_password_reset_completed"
    ),
    path("ulos/", account.logout, name="account_logout"),
    path("suljettu-tunnus/", account.account_inactive, name="account_inactive"),
    path("oma/", AccountHome.as_view(), name="account-home"),
    path("oma/tiedot/", data_about_me, name="own-data"),
    path("oma/tiedot/lataa/", data_download, name="own-data-download"),
    path("oma/sahkoposti/", account.email, name="account_email"),
    path("oma/salasana/", account.password_change, name="account_change_password"),
    path("oma/salasana/aseta/", account.password_set, name="account_set_password"),
    path("oma/vaihe-2/", mfa.index, name="mfa_index"),
    path("oma/vaihe-2/kayttoon/", totp.activate_totp, name="mfa_activate_totp"),
    path("oma/vaihe-2/pois/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("oma/vaihe-2/varakoodit/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "oma/vaihe-2/varakoodit/uudet/",
        recovery_codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "oma/vaihe-2/varakoodit/tiedosto/",
        recovery_codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
]
