"""The choices of the portal's own models."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Language(models.TextChoices):
    """The languages of pages and documents; Finnish is the one that everything has."""

    FINNISH = "fi", _("Finnish")
    SWEDISH = "sv", _("Swedish")
    ENGLISH = "en", _("English")


class DocumentState(models.TextChoices):
    """Where a document is on its way from being asked for to being readable."""

    QUEUED = "queued", pgettext_lazy("document state", "Waiting its turn")
    RENDERING = "rendering", pgettext_lazy("document state", "Being made")
    READY = "ready", pgettext_lazy("document state", "Ready")
    FAILED = "failed", pgettext_lazy("document state", "Did not succeed")
    REPLACED = "replaced", pgettext_lazy("document state", "Replaced by a newer one")


class Audience(models.TextChoices):
    """For whose eyes a paper or a document is; each wider audience is included in the narrower one's view."""

    PUBLIC = "public", pgettext_lazy("audience", "Public")
    MEMBERS = "members", pgettext_lazy("audience", "Members")
    STAFF = "staff", pgettext_lazy("audience", "Secretariat")


class MailState(models.TextChoices):
    """What has become of a mail."""

    QUEUED = "queued", pgettext_lazy("mail state", "Waiting its turn")
    SENDING = "sending", pgettext_lazy("mail state", "Being sent")
    SENT = "sent", pgettext_lazy("mail state", "Sent")
    KEPT = "kept", pgettext_lazy("mail state", "Kept in the portal")
    FAILED = "failed", pgettext_lazy("mail state", "Could not be sent")
