"""The JSON API: the rooms' calls under one address, its OpenAPI document, and the same error shape for what no call answers."""

import json
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils import timezone
from ninja import NinjaAPI, Schema

from complaints.alerts.api import router as alerts
from complaints.case.api import router as case
from complaints.case.requests_api import router as requests
from complaints.clocks.api import router as clocks
from complaints.entitlement.api import router as entitlement
from complaints.evidence.api import router as files
from complaints.letters.api import router as letters
from complaints.money.api import router as money
from complaints.record.calling import answer, error
from complaints.record.documented import PARTS
from complaints.reports.api import router as reports
from config.health import health as health_now
from standards.api import router as standards

DESCRIPTION = """Complaints of an energy company's customers. Dates are YYYY-MM-DD, times ISO 8601 with offset, money is a
string of pounds and pence. Every call that stores something carries an op_id of yours: the same call again replays the first
answer. Checked in this order: not JSON, token, replay, unknown, role, conflict, stage, fields."""


class DeskAPI(NinjaAPI):
    @property
    def urls(self) -> tuple[list[URLPattern], str, str]:
        """The addresses; a method that an address does not take is refused as JSON too."""
        patterns, app, name = super().urls
        for pattern in patterns:
            pattern.callback = refuse_in_json(pattern.callback)
        return patterns, app, name


def refuse_in_json(view: Any) -> Any:
    def answered(request: HttpRequest, *args: Any, **path: Any) -> HttpResponse:
        response = view(request, *args, **path)
        if response.status_code != 405:
            return response
        allowed = sorted(method.strip() for method in response.headers["Allow"].split(","))
        told = error(405, "method_not_allowed", f"This address takes {' and '.join(allowed)} only.")
        told.headers["Allow"] = ", ".join(allowed)
        return told
    answered.csrf_exempt = True
    return answered


api = DeskAPI(
    title="Complaints desk", version="1", description=DESCRIPTION, docs_url=None, openapi_url=None, urls_namespace="api-1",
)
for room in (case, requests, letters, files, alerts, clocks, money, reports, standards, entitlement):
    api.add_router("", room)


class Health(Schema):
    ok: bool
    database: str | None
    broker: str | None
    last_sweep_at: str | None
    sweep_age_s: float | None
    holidays_until: str | None


@api.get("/health", response={200: Health, 503: Health}, tags=["health"])
def health(request: HttpRequest) -> HttpResponse:
    """Whether the desk does its work. No token is asked for."""
    found = health_now(timezone.now())
    return answer(found, 200 if found["ok"] else 503)


@api.get("/openapi.json", include_in_schema=False)
def openapi(request: HttpRequest) -> HttpResponse:
    return HttpResponse(document(), content_type="application/json")


@lru_cache(maxsize=1)
def document() -> bytes:
    """The OpenAPI 3.1 document, made once. Every call but the health page carries a token."""
    made = api.get_openapi_schema(path_prefix="api/v1/")
    made["components"]["schemas"].update(PARTS)
    made["components"]["securitySchemes"] = {"Token": {"type": "http", "scheme": "bearer"}}
    made["security"] = [{"Token": []}]
    made["paths"]["/api/v1/health"]["get"]["security"] = []
    return json.dumps(made).encode()
