"""The messages to one person, in the alerts centre: those not read, those read of late, and saying that they were read."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from complaints.alerts import messages
from complaints.alerts.message_words import said
from complaints.alerts.models import Message
from complaints.case.pages import asking, heads
from complaints.clocks import words

MOST, LATELY, SHOWN_LATELY = 100, timedelta(days=7), 20


def shown(person: Any, now: datetime) -> dict[str, Any]:
    """The context `inbox` of alerts/list.html."""
    unread = list(messages.unread(person)[:MOST])
    lately = list(messages.messages_for(person).filter(read_at__gte=now - LATELY).order_by("-read_at")[:SHOWN_LATELY])
    return {"count": len(unread), "rows": [_line(row) for row in unread], "lately": [_line(row) for row in lately],
            "every": ",".join(str(row.pk) for row in unread), "op_id": asking.new_op_id()}


def _line(row: Message) -> dict[str, Any]:
    complaint = row.complaint
    return {"id": row.pk, "what": said(row), "reference": complaint.reference, "href": _href(row), "customer": heads.name_of(complaint.customer),
            "at": words.moment(row.at), "read": words.moment(row.read_at) if row.read_at else ""}


def _href(row: Message) -> str:
    """Where the words are: the letter, the place in the timeline, or the case."""
    case = f"/c/{row.complaint.reference}/"
    if row.kind == Message.Kind.LETTER_RETURNED:
        return f"/letters/{row.event.data['letter']}/"
    return case if row.kind == Message.Kind.ASSIGNED else f"{case}timeline/#event-{row.event.seq}"


@require_POST
@asking.refusals_as_pages
def read(request: HttpRequest) -> HttpResponse:
    """`one`: the button of one message; else all that were shown."""
    one = request.POST.get("one")
    typed = [one] if one else request.POST.get("every", "").split(",")
    ids = [ident for ident in map(asking.number, typed) if ident][:MOST]
    op_id = request.POST.get("op_id")
    messages.read({"op_id": f"{op_id}.{one}" if op_id and one else op_id}, ids=ids, by=request.user, now=asking.now())
    return HttpResponseRedirect("/alerts/#messages")
