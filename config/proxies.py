"""Whose forwarding headers are believed: those of the addresses in TRUSTED_PROXIES, of nobody else."""

import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

FORWARDED = (
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_FORWARDED",
    "HTTP_X_REAL_IP",
)


def is_trusted(address: str) -> bool:
    try:
        found = ipaddress.ip_address(address.strip())
    except ValueError:
        return False
    return any(found in network for network in settings.TRUSTED_PROXIES)


def client_address(peer: str, forwarded_for: str) -> str:
    """The nearest address on the way that is not a trusted proxy; the peer's when what was forwarded is no address."""
    client = peer
    for hop in reversed([peer_or_hop.strip() for peer_or_hop in forwarded_for.split(",") if peer_or_hop.strip()]):
        if not is_trusted(client):
            break
        try:
            client = str(ipaddress.ip_address(hop))
        except ValueError:
            break
    return client


class TrustedProxies:
    """Puts the client's own address and scheme into the request and takes every forwarding header out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        headers = {name: request.META.pop(name, "") for name in FORWARDED}
        peer = request.META.get("REMOTE_ADDR", "")
        if is_trusted(peer):
            request.META["REMOTE_ADDR"] = client_address(peer, headers["HTTP_X_FORWARDED_FOR"])
            scheme = headers["HTTP_X_FORWARDED_PROTO"].strip().lower()
            if scheme in ("http", "https"):
                request.META["wsgi.url_scheme"] = request.environ["wsgi.url_scheme"] = scheme
        return self.get_response(request)
