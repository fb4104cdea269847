"""What every call of the JSON API goes through on its way to one service, and how an answer or a refusal leaves.

Checked here: 400 (not JSON), then 401. All after that (replay, 404, 403, 409, 422) is the service's, in the contract's
order. No rule of the procedure lives here, and nothing but the `api` modules imports it.
"""

import inspect
import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils import timezone

from complaints.record.refusals import Conflict, Malformed, Refused, Unacceptable, Unknown
from staff import tokens
from staff.models import Person

DEEPEST = 20
WITH_BODY = ("POST", "PATCH")


class NotSignedIn(Refused):
    """401: no token, one that opens nothing, or a person who must first change a one-time password."""

    status, code = 401, "not_signed_in"


@dataclass(frozen=True, slots=True)
class Asked:
    """One call: the request, who asks (None only where no token is needed), the moment, and the JSON object given."""

    request: HttpRequest
    person: Person
    now: datetime
    given: Mapping[str, Any]

    @property
    def address(self) -> str:
        return self.request.META.get("REMOTE_ADDR") or ""


Door = Callable[..., HttpResponse]


def call(door: Door) -> Door:
    """Wrap `door(asked, **path)` as a view of the API; what the service refuses becomes the contract's error."""
    return _view(door, read_json)


def call_with_file(door: Door) -> Door:
    """The same for a call that brings a file: a form in parts instead of a JSON object."""
    return _view(door, read_form)


def _view(door: Door, read: Callable[[HttpRequest], dict[str, Any]]) -> Door:
    @wraps(door)
    def view(request: HttpRequest, **path: str) -> HttpResponse:
        try:
            given = read(request) if request.method in WITH_BODY else {}
            return door(Asked(request, signed_in(request), timezone.now(), given), **path)
        except Refused as refusal:
            return refused(refusal)

    asked_first = inspect.signature(door)
    first, *others = asked_first.parameters.values()
    view.__signature__ = asked_first.replace(parameters=[first.replace(name="request", annotation=HttpRequest), *others])
    return view


def signed_in(request: HttpRequest) -> Person:
    """The person of the token. Raises NotSignedIn."""
    person = tokens.person_for(request)
    if person is None:
        raise NotSignedIn("Send your API token as “Authorization: Bearer TOKEN”.")
    if person.must_change_password:
        raise NotSignedIn("Sign in and change your one-time password first.", code="password_change_due")
    return person


def read_json(request: HttpRequest) -> dict[str, Any]:
    """The JSON object of the body. Malformed for anything that two readers could read in two ways."""
    try:
        given = json.loads(
            request.body.decode("utf-8"), object_pairs_hook=_each_name_once, parse_constant=_no_constant, parse_float=_finite,
        )
    except UnreadablePostError:
        raise Malformed("The body could not be read to its end.") from None
    except (ValueError, RecursionError):
        raise Malformed("The body is not JSON.", code="not_json") from None
    if not isinstance(given, dict):
        raise Malformed("The body must be a JSON object.", code="not_an_object")
    if _too_deep(given):
        raise Malformed(f"The body is nested more than {DEEPEST} deep.", code="too_deep")
    return given


def read_form(request: HttpRequest) -> dict[str, Any]:
    """The fields of a form in parts, each once; its files stay with the request."""
    if request.content_type != "multipart/form-data":
        raise Malformed("Send the file as multipart/form-data.", code="not_multipart")
    try:
        named, files = request.POST, request.FILES
    except (MultiPartParserError, UnreadablePostError):
        raise Malformed("The form could not be read.", code="not_multipart") from None
    if any(len(values) > 1 for _, values in [*named.lists(), *files.lists()]):
        raise Malformed("A field stands twice in the form.")
    return named.dict()


def _each_name_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    named = dict(pairs)
    if len(named) < len(pairs):
        raise ValueError("a name stands twice in one object")
    return named


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("a number beyond all bounds")
    return number


def _too_deep(value: Any) -> bool:
    layer = [value]
    for _ in range(DEEPEST):
        layer = [inner for outer in layer if isinstance(outer, (dict, list))
                 for inner in (outer.values() if isinstance(outer, dict) else outer)]
        if not layer:
            return False
    return True


def answer(body: Any, status: int = 200) -> JsonResponse:
    return JsonResponse(body, status=status)


def refused(refusal: Refused) -> JsonResponse:
    """The error of the contract: one sentence, a code, and the sentences of each field."""
    response = error(refusal.status, refusal.code, refusal.sentence, refusal.fields)
    if refusal.status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


def error(status: int, code: str, sentence: str, fields: Mapping[str, list[str]] | None = None) -> JsonResponse:
    return JsonResponse({"error": sentence, "code": code, "fields": dict(fields or {})}, status=status)


def number(text: str, sentence: str = "There is nothing with this number.") -> int:
    """An id of the address. Unknown for what cannot be one."""
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise Unknown(sentence)
    return int(text)


def asked_for(request: HttpRequest) -> dict[str, str]:
    """The query string, each name once; an empty value is as good as none. Raises Unacceptable."""
    twice = {name: "Give this once." for name, values in request.GET.lists() if len(values) > 1}
    if twice:
        raise Unacceptable(next(iter(twice.values())), fields={name: [text] for name, text in twice.items()})
    return {name: value for name, value in request.GET.items() if value}


def replayable(ids: Mapping[str, Any], name: str) -> Any:
    """The id `name` of an answer. Answers are emptied after 30 days; their op_id stays spent."""
    if name not in ids:
        raise Conflict("This op_id was answered more than 30 days ago. Take a new one for a new call.", code="op_id_reused")
    return ids[name]
