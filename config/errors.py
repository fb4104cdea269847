"""The answers for requests that failed before or outside a page: JSON under the API, a page elsewhere.

The templates of `errors/` are shown when they exist, otherwise a plain sentence is.
"""

import sys
from collections.abc import Callable

from django.core.exceptions import PermissionDenied, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import TemplateDoesNotExist, loader
from django.utils import timezone

from complaints.clocks import words
from config.ways_on import ways_on

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
WORDS = {
    400: ("bad_request", "The request could not be read."),
    403: ("forbidden", "You may not do this."),
    404: ("not_found", "There is nothing at this address."),
    405: ("method_not_allowed", "This address only takes what a form sends."),
    413: ("too_large", "The request is too large."),
    500: ("internal_error", "Something went wrong on our side. Nothing was saved."),
    503: ("unavailable", "The database does not answer just now. Nothing was saved. Try again in a moment."),
}
AWAY = (OperationalError, InterfaceError)
RETRY_AFTER = "5"


def answer(request: HttpRequest, status: int, told: str = "") -> HttpResponse:
    """`told` is what the refusal itself says, where it says something to the person."""
    code, sentence = WORDS[status]
    if request.path.startswith("/api/"):
        return JsonResponse({"error": sentence, "code": code, "fields": {}}, status=status)
    try:
        at = words.moment(timezone.now())
        context = {"sentence": told, "ways": ways_on(request, status), "at": at} if status < 500 else {"at": at}
        body = loader.get_template(f"errors/{status}.html").render(context, request if status < 500 else None)
    except TemplateDoesNotExist:
        return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")
    return HttpResponse(body, status=status)


class OnlyByForm:
    """An address that only takes a form's words, opened as a page, answers in the frame like every other refusal."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405 or response.content or request.method != "GET":
            return response
        page = answer(request, 405)
        page["Allow"] = response["Allow"]
        return page


def too_large(request: HttpRequest) -> HttpResponse:
    return answer(request, 413)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, 413 if isinstance(exception, TOO_MUCH) else 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, 403, str(exception) if isinstance(exception, PermissionDenied) else "")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, 404)


def failed(request: HttpRequest) -> HttpResponse:
    """Django calls it while the exception is being handled. A database that is away, full or locked is not our fault: 503."""
    if not isinstance(sys.exc_info()[1], AWAY):
        return answer(request, 500)
    response = answer(request, 503)
    response["Retry-After"] = RETRY_AFTER
    return response
