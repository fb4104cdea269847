"""`/audit/security/`: sign-in, refusals, roles, teams, passwords: the security log, by kind, by person, by day."""

from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from complaints.audit.pages import logged
from complaints.audit.rights import check_may_audit
from complaints.case.pages import asking
from complaints.clocks import words
from complaints.record import access
from staff.models import StaffEvent, StaffEventKind
from staff.sessions import address_of

HEAD = ("When", "What", "Of whom", "By", "From")
K = StaffEventKind
GROUPS = {
    "sign_in": ("Sign-in and sign-out", (K.SIGNED_IN, K.SIGN_IN_FAILED, K.SIGN_IN_LOCKED, K.SIGNED_OUT, K.SESSIONS_ENDED, K.UNLOCKED)),
    "roles": ("Roles and teams of people", (K.PERSON_ADDED, K.PERSON_CHANGED, K.ROLE_CHANGED, K.TEAM_CHANGED, K.DEACTIVATED, K.REACTIVATED)),
    "keys": ("Passwords, tokens and calendar addresses",
             (K.PASSWORD_CHANGED, K.PASSWORD_RESET, K.TOKEN_MADE, K.FEED_MADE, K.FEED_WITHDRAWN)),
    "teams": ("Teams themselves", (K.TEAM_ADDED, K.TEAM_RENAMED, K.TEAM_KIND_CHANGED, K.TEAM_OFF, K.TEAM_ON)),
    "refused": ("Permission refused", (K.REFUSED,)),
    "away": ("Absences", (K.ABSENCE_RECORDED, K.ABSENCE_ENDED)),
}
assert sorted(kind for _, kinds in GROUPS.values() for kind in kinds) == sorted(K)


class SecurityForm(logged.LogForm):
    group = forms.ChoiceField(label="What", required=False, choices=[("", "All"), *((name, told[0]) for name, told in GROUPS.items())])

    field_order = ("group", "person", "first", "last")


@require_safe
@asking.refusals_as_pages
def security(request: HttpRequest) -> HttpResponse:
    check_may_audit(request.user)
    form = SecurityForm(request.GET)
    asked = form.asked()
    access.looked(request.user, None, "audit: security log", now=asking.now(), address=address_of(request) or "")
    rows = _rows(asked) if form.is_valid() else StaffEvent.objects.none()
    title = GROUPS[asked["group"]][0] if "group" in asked else "Sign-in and permissions"
    return logged.answer(request, form, rows, {
        "heading": {"title": title, "of": "line",
                    "small": "The security log holds no password and nothing about customers, and nobody can change it."},
        "base": "/audit/security/", "head": HEAD, "line": _line, "note": "",
        "empty": "Nothing of what you asked for happened in those days.",
    })


def _rows(asked: dict[str, Any]) -> Any:
    rows = logged.within(StaffEvent.objects.select_related("person", "by"), asked)
    if "group" in asked:
        rows = rows.filter(kind__in=GROUPS[asked["group"]][1])
    if "person" in asked:
        rows = rows.filter(Q(person__username=asked["person"]) | Q(by__username=asked["person"]))
    return rows


def _line(row: StaffEvent) -> list[dict[str, Any]]:
    return [{"text": words.moment(row.at)}, {"text": row.get_kind_display() + (f", {row.detail}" if row.detail else "")},
            {"text": row.person.full_name if row.person else ""}, {"text": row.by.full_name if row.by else "The desk"},
            {"text": row.address or "Not known"}]
