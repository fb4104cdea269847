"""`/complaints/changes/`: how much of a list changed since its page was made, asked by its script every half minute. No row moves by itself."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from complaints.case.pages import asking
from complaints.clocks import words
from complaints.lists import asked, changing
from complaints.record.refusals import Unknown
from workdays import london

SHOWN = 50


@require_safe
def changes(request: HttpRequest) -> JsonResponse:
    """`{words}`: "4 changes since, refresh"; "" where nothing changed. A list that is gone answers 404, and the script asks no more."""
    given, mark = request.GET, asking.number(request.GET.get("mark"))
    try:
        named = asked.named(given.get("list", ""), by=request.user)
    except Unknown:
        return JsonResponse({"words": ""}, status=404)
    if mark is None or named.wanted.q:
        return JsonResponse({"words": ""})
    shown = [text for text in given.get("shown", "").split(",")[:SHOWN] if text.isascii() and text.isprintable() and len(text) <= 20]
    return JsonResponse({"words": told(changing.changed(request.user, named.wanted, mark, shown, london.day_of(asking.now())))})


def told(count: int) -> str:
    if not count:
        return ""
    return f"More than {changing.MOST} changes since, refresh" if count > changing.MOST else f"{words.count_words(count, 'change')} since, refresh"
