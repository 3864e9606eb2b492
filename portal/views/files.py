"""Files that people read in their browsers."""

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag

# Safari's viewer shows nothing of a PDF in a sandbox; a PDF cannot act in the portal's name without one either.
POLICIES = {"application/pdf": "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'"}


def file_answer(
    request: HttpRequest,
    file: FieldFile,
    *,
    filename: str,
    content_type: str,
    file_hash: str,
    is_public: bool,
) -> HttpResponseBase:
    """The file, shown by the browser but unable to do anything in the portal's name.

    Whoever calls this has checked that the asker may read it. Public files may lie in caches, though not for long: the
    right to read can be taken back. Raises Http404 when the file is gone from the store.
    """
    etag = quote_etag(file_hash)
    answer: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if answer is None:
        try:
            answer = FileResponse(file.open("rb"), filename=filename, content_type=content_type)
        except FileNotFoundError as error:
            raise Http404 from error
    answer["ETag"] = etag
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = POLICIES.get(content_type, "default-src 'none'; sandbox")
    if is_public:
        patch_cache_control(answer, public=True, max_age=300)
    else:
        patch_cache_control(answer, private=True, no_cache=True)
    return answer
