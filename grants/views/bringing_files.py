"""Files that a page brings for an application: taken one by one, and told in words why one was not."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grants import services
from grants.models import Application, RequiredAttachment
from grants.services import attaching
from portal.errors import Refused
from portal.many_files import MOST_AT_ONCE, left_out
from portal.parameters import key_of
from portal.uploads import TYPES

MOST_NAMED = 5
REMOVE = "remove-"
"""Before the key of the file that a button of a page with answers takes away; what was typed is saved along."""


def limits() -> dict[str, Any]:
    """What a field for files tells of what it takes, and what the script holds against it before anything is sent."""
    return {
        "accept": ",".join(TYPES.values()),
        "largest": settings.UPLOAD_LARGEST_BYTES,
        "largest_together": settings.REQUEST_LARGEST_BYTES,
        "most_at_once": MOST_AT_ONCE,
    }


def file_field(question: str) -> str:
    """The name and the anchor of the field for the files of a question."""
    return f"files-{question}"


@dataclass(frozen=True)
class Place:
    """Where a file belongs: to a required attachment, to a question, to the paper itself, or to none in particular."""

    required: RequiredAttachment | None
    question: str
    is_paper: bool

    @property
    def key(self) -> str:
        """What tells the place from the others of its page."""
        return "paper" if self.is_paper else str(self.required.pk) if self.required else self.question

    @property
    def facts(self) -> dict[str, Any]:
        """As an attachment keeps it."""
        return {"required": self.required, "question": self.question, "is_paper": self.is_paper}


@dataclass
class Brought:
    """What became of the files for one place."""

    taken: int = 0
    problems: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        """How many were added; nothing for none."""
        if not self.taken:
            return ""
        return ngettext("%(count)d file is added.", "%(count)d files are added.", self.taken) % {
            "count": self.taken
        }


def bring(request: HttpRequest, application: Application, files: list[UploadedFile], **place: Any) -> Brought:
    """Take what fits. Those that do not are named with the reason, and all that are too many in one line.

    When more came than may come at once, somebody has chosen a wrong folder: none is taken. Raises Http404 for somebody
    who may not attach anything.
    """
    brought = Brought()
    if beyond := left_out(request):
        brought.problems.append(_too_many_at_once(MOST_AT_ONCE + beyond))
        return brought
    if not files:
        brought.problems.append(_("Choose a file first."))
    beyond_most = []
    for file in files:
        try:
            services.add_attachment(
                application=application, file=file, arrived_at=request.arrived_at, actor=request.user, **place
            )
        except attaching.Full:
            beyond_most.append(str(file.name))
        except (ValidationError, Refused) as refusal:
            reason = " ".join(getattr(refusal, "messages", [str(refusal)]))
            words = _("%(file)s was not added. %(reason)s") % {"file": file.name, "reason": reason}
            brought.problems.append(words)
        except PermissionDenied as error:
            raise Http404 from error
        else:
            brought.taken += 1
    if beyond_most:
        brought.problems.append(_beyond_most(beyond_most))
    return brought


def _too_many_at_once(count: int) -> str:
    return _(
        "You chose %(count)d files, and none was added: at most %(most)d go at once, and an application takes"
        " %(files)d in all."
    ) % {"count": count, "most": MOST_AT_ONCE, "files": attaching.MOST_FILES}


def _beyond_most(names: list[str]) -> str:
    """Which ones were not added because the application is full; of very many the first ones."""
    words = ngettext(
        "%(count)d file was not added, because an application takes at most %(most)d: %(names)s. Put several papers"
        " into one PDF.",
        "%(count)d files were not added, because an application takes at most %(most)d: %(names)s. Put several papers"
        " into one PDF.",
        len(names),
    )
    named = ", ".join(names[:MOST_NAMED]) + (" …" if len(names) > MOST_NAMED else "")
    return words % {"count": len(names), "most": attaching.MOST_FILES, "names": named}


def remove_chosen(request: HttpRequest, application: Application) -> None:
    """Take away the files whose buttons were pressed. Raises Refused."""
    keys = [key_of(act.removeprefix(REMOVE)) for act in request.POST.getlist("act") if act.startswith(REMOVE)]
    rows = application.attachments.current().select_related("required", "application__call")
    for attachment in rows.filter(key__in=[key for key in keys if key]):
        services.remove_attachment(attachment=attachment, arrived_at=request.arrived_at, actor=request.user)
        messages.success(request, _("“%(title)s” is removed.") % {"title": attachment.filename})
