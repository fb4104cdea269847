"""A page that only reads asks for the rules' tables once. Changes always read them anew, under their lock."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from complaints.rules.services import held

READS = ("GET", "HEAD")


class ReadOnce:
    """Holds calendars and settings for the length of one request that changes nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in READS:
            return self.get_response(request)
        with held():
            return self.get_response(request)
