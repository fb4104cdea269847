"""Whose API token a request carries. Reads the header; the person is found by the services."""

from django.http import HttpRequest
from django.utils import timezone

from staff import services
from staff.models import Person

LONGEST = 200


def person_for(request: HttpRequest) -> Person | None:
    """The person of `Authorization: Bearer TOKEN`, or None when there is no such header or it opens nothing."""
    scheme, _, token = request.headers.get("Authorization", "").strip().partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not token or len(token) > LONGEST:
        return None
    return services.person_of_token(token, now=timezone.now())
