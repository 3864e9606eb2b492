"""Mail that leaves the portal."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.enums import Language, MailState
from portal.page_changes import no_public_page_reads

from .document import Document


@no_public_page_reads
class OutgoingMail(models.Model):
    """One mail to one person: what was said, about which record, and what became of it."""

    to_address = models.EmailField(_("to"))
    to_name = models.CharField(_("name"), max_length=120, blank=True)
    kind = models.CharField(_("kind"), max_length=60)
    language = models.CharField(_("language"), max_length=2, choices=Language)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"), blank=True)
    about_type = models.ForeignKey(ContentType, models.PROTECT, null=True, blank=True, related_name="+")
    about_id = models.PositiveBigIntegerField(null=True, blank=True)
    about = GenericForeignKey("about_type", "about_id")
    is_secret = models.BooleanField(
        _("secret"),
        default=False,
        help_text=_("Holds a code: the text is wiped as soon as it is on its way."),
    )

    message_id = models.CharField(_("Message-ID"), max_length=120, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=MailState, default=MailState.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    failure = models.TextField(_("why it could not be sent"), blank=True)
    created_at = models.DateTimeField(_("written at"))
    due_at = models.DateTimeField(
        _("to be sent at"), help_text=_("Moves on after each attempt that did not succeed.")
    )
    claimed_at = models.DateTimeField(_("sending began at"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    resent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("sent again by"),
    )

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["state", "due_at"],
                condition=Q(state__in=["queued", "sending"]),
                name="portal_mail_unsent",
            ),
            models.Index(fields=["about_type", "about_id"], name="portal_mail_about"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["sent", "kept"], sent_at__isnull=False)
                | ~Q(state__in=["sent", "kept"]) & Q(sent_at__isnull=True),
                name="portal_mail_sent_at_when_sent",
            ),
            models.CheckConstraint(
                condition=~Q(state="failed") | ~Q(failure=""), name="portal_mail_failure_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.subject


@no_public_page_reads
class MailAttachment(models.Model):
    """A file that goes with a mail: bytes that were made with it, or a document, waited for until it is ready."""

    mail = models.ForeignKey(OutgoingMail, models.CASCADE, related_name="attachments", verbose_name=_("mail"))
    name = models.CharField(_("file name"), max_length=200)
    content_type = models.CharField(_("type"), max_length=100)
    content = models.BinaryField(_("content"), null=True)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("document")
    )

    class Meta:
        verbose_name = _("attachment of a mail")
        verbose_name_plural = _("attachments of mails")
        ordering = ["mail", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(content__isnull=False, document=None) | Q(content=None, document__isnull=False),
                name="portal_mailattachment_bytes_or_document",
            )
        ]

    def __str__(self) -> str:
        return self.name
