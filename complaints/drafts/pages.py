"""`POST /drafts/`: what a form holds so far is kept, or dropped where the person starts afresh. A door: nothing is decided here."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.defaults import permission_denied

from complaints.drafts import services, shown
from complaints.drafts.middleware import is_page, kept, seen_version
from complaints.record.refusals import Conflict, Unacceptable


@require_POST
def drafts(request: HttpRequest) -> HttpResponse:
    """Fields of any form with `draft`, the address of its page, and `draft_version`, what the page has seen kept."""
    place = request.POST.get("draft", "")
    if not is_page(place):
        return JsonResponse({"words": "There is no form at this address."}, status=422)
    if request.POST.get("do") == "drop":
        services.drop(request.user.pk, place)
        return HttpResponseRedirect(place)
    return _kept(request, place)


def _kept(request: HttpRequest, place: str) -> HttpResponse:
    typed, version = dict(request.POST.lists()), seen_version(request)
    if services.sent(typed):
        return HttpResponse(status=204)
    try:
        draft = services.keep(request.user.pk, place, typed, now=timezone.now(), version=version)
    except Conflict:
        return _elsewhere(request, place)
    except Unacceptable as refused:
        return JsonResponse({"words": next(iter(refused.fields.values()), [refused.sentence])[0]}, status=422)
    return JsonResponse({"saved": shown.saved_words(draft), "fields": {"draft_version": draft.version}, "html": {"draft-clash": ""}})


def _elsewhere(request: HttpRequest, place: str) -> JsonResponse:
    """Another window kept other words meanwhile: both stay on their screens until the person says which to keep."""
    other = services.of(request.user.pk, place)
    context: dict[str, Any] = {"version": other.version if other else 0, "time": shown.time_words(other) if other else ""}
    return JsonResponse({"words": "Not saved: open in another window too", "html": {"draft-clash": render_to_string("drafts/clash.html", context)}},
                        status=409)


def signed_in_again(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form of an older sign-in, whose mark is not good any more: what it holds is kept where the browser says it is our own page's."""
    place = kept(request) if _from_our_page(request) and getattr(request, "typed_by", None) else ""
    if not is_page(place):
        return permission_denied(request, PermissionDenied())
    if request.path == "/drafts/":
        return JsonResponse({"words": "Draft saved. You signed in again since: open this page again to send it."}, status=409)
    messages.info(request, "You signed in again since this page was opened. Your words are in the fields: send them now.")
    return HttpResponseRedirect(place)


def _from_our_page(request: HttpRequest) -> bool:
    """Two headers that no other site can set."""
    own = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Sec-Fetch-Site") == "same-origin" or request.headers.get("Origin") == own
