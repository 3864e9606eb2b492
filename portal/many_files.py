"""How many files one request may bring, and what happens to those beyond."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import TooManyFilesSent
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

MOST_AT_ONCE = 100
MARK = "tells_of_files_left_out"

View = TypeVar("View", bound=Callable[..., Any])


def tells_of_files_left_out(view: View) -> View:
    """The view says itself how many files were too many, beside their field: it gets all that was typed, and `left_out`."""
    setattr(view, MARK, True)
    return view


def left_out(request: HttpRequest) -> int:
    """How many files beyond the most the request brought; none of them was kept."""
    return getattr(request, "files_left_out", 0)


class FirstFilesHandler(FileUploadHandler):
    """Lets the first files through and drops those beyond, if the view tells of them; else the request ends here.

    Django itself would break off at the first file too many, and what was typed in the same form would be gone.
    """

    count = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Count the file. Raises SkipFile or TooManyFilesSent for one too many."""
        super().new_file(*args, **kwargs)
        self.count += 1
        if self.count <= MOST_AT_ONCE:
            return
        request: Any = self.request
        view = getattr(
            request.resolver_match, "func", None
        )  # none yet when something reads the request early
        if not getattr(view, MARK, False):
            raise TooManyFilesSent
        request.files_left_out = self.count - MOST_AT_ONCE
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """On to the handlers that store."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The handlers that store make the file."""
