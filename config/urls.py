"""Every address of the program. A room's pages are listed in its `urls.py`; this file only puts them together."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from config.health import healthz
from config.wiring import wire

ROOMS = (
    "staff",
    "complaints.bulk",
    "complaints.case",
    "complaints.lists",
    "complaints.intake",
    "complaints.drafts",
    "complaints.alerts",
    "complaints.letters",
    "complaints.jobs",
    "complaints.evidence",
    "complaints.rules",
    "complaints.desk_settings",
    "complaints.clocks",
    "complaints.keyboard",
    "complaints.guide",
    "complaints.reports",
    "complaints.calendar",
    "complaints.money",
    "complaints.entitlement",
    "complaints.enquiries",
    "complaints.presence",
    "complaints.compliance",
    "complaints.audit",
    "complaints.privacy",
    "standards",
    "eligibility",
)


def exists(module: str) -> bool:
    return (settings.BASE_DIR / (module.replace(".", "/") + ".py")).exists()


wire()
urlpatterns: list[URLPattern | URLResolver] = [path("healthz", healthz, name="healthz")]
urlpatterns += [path("", include(f"{room}.urls")) for room in ROOMS if exists(f"{room}.urls")]

if exists("config.api"):
    from config.api import api

    urlpatterns.append(path("api/v1/", api.urls))

handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler500 = "config.errors.failed"
