"""The numbers of one page: asked once, whoever needs them first, the frame or the list."""

from django.http import HttpRequest

from complaints.case.pages import asking
from complaints.lists import numbers
from complaints.lists.wanted import Wanted


def numbers_of(request: HttpRequest) -> numbers.Numbers:
    """With the saved views that the page said it shows."""
    if not hasattr(request, "_numbers"):
        request._numbers = numbers.numbers(request.user, getattr(request, "_saved_to_count", {}), now=asking.now())
    return request._numbers


def count_saved(request: HttpRequest, saved: dict[str, Wanted]) -> None:
    request._saved_to_count = saved
