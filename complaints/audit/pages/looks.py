"""`/audit/looks/`: who saw what, and who was refused: by complaint, by person, by day. Whoever looks here stands in it too."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from complaints.audit.pages import logged
from complaints.audit.rights import check_may_audit
from complaints.case.models import Complaint
from complaints.case.pages import asking, printed
from complaints.case.reading import clean, hidden, loosely, visible
from complaints.clocks import words
from complaints.record import access
from complaints.record.models import Access
from staff.models import Person
from staff.sessions import address_of

HEAD = ("When", "Who", "Complaint", "What they opened", "From")
KINDS = (("", "All"), ("refused", "Refused only"), ("seen", "Seen only"))


class LooksForm(logged.LogForm):
    complaint = forms.CharField(label="Complaint", required=False, max_length=40)
    what = forms.ChoiceField(label="Looks", required=False, choices=KINDS)

    field_order = ("complaint", "person", "first", "last", "what")

    def __init__(self, *args: Any, seen: QuerySet[Complaint], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.seen = seen

    def clean_complaint(self) -> str:
        """The reference as it stands on the complaint."""
        typed = loosely(self.cleaned_data["complaint"]) if self.cleaned_data["complaint"] else ""
        if typed and not (clean(typed) and self.seen.filter(reference=typed).exists()):
            raise forms.ValidationError("There is no complaint of this reference that you may see.")
        return typed


@require_safe
@asking.refusals_as_pages
def looks(request: HttpRequest) -> HttpResponse:
    check_may_audit(request.user)
    form = LooksForm(request.GET, seen=visible(request.user))
    asked = form.asked()
    access.looked(request.user, None, "audit: who saw what", now=asking.now(), address=address_of(request) or "")
    rows = _rows(asked, request.user) if form.is_valid() else Access.objects.none()
    return logged.answer(request, form, rows, {
        "heading": {"title": "Who saw what", "of": "look", "small": "Looking and being refused leave a line here, which nobody can change."},
        "base": "/audit/looks/", "head": HEAD, "line": _line, "note": "",
        "empty": "Nobody looked at what you asked for in those days.",
    })


def _rows(asked: dict[str, Any], person: Any) -> Any:
    rows = logged.within(Access.objects.select_related("person", "complaint"), asked)
    if "complaint" in asked:
        rows = rows.filter(complaint=Complaint.objects.filter(reference=asked["complaint"]).values_list("pk", flat=True).first())
    if "person" in asked:
        rows = rows.filter(person=Person.objects.values_list("pk", flat=True).get(username=asked["person"]))
    if "what" in asked:
        rows = rows.filter(refused=asked["what"] == "refused")
    return rows.exclude(complaint__in=hidden(person))


def _line(row: Access) -> list[dict[str, Any]]:
    case = {"text": row.complaint.reference, "href": f"/c/{row.complaint.reference}/audit/"} if row.complaint else {"text": "No complaint"}
    what = printed.opened(row.what)
    return [{"text": words.moment(row.at)}, {"text": row.person.full_name}, case,
            {"text": f"{what} (refused)" if row.refused else what, "strong": row.refused}, {"text": row.address or "Not known"}]
