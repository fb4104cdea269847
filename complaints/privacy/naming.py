"""Taking one person's name out of somebody else's record: who spoke for a customer, or rang for them. The record itself stays."""

import json
from datetime import datetime
from typing import Any

from django.db import transaction

from complaints.case.models import Complaint, Contact, Customer
from complaints.privacy.ending import overwrite
from complaints.privacy.places import MARK
from complaints.privacy.scope import Needles
from complaints.privacy.texts import as_text
from complaints.record.entries import Entry
from complaints.record.models import Sealed
from complaints.record.services import append


def unname(kind: str, number: int, needles: Needles, *, by: Any, now: datetime) -> None:
    """`representative` and the number of the customer, or `caller` and the number of the contact. Again it finds nothing to do."""
    customer = number if kind == "representative" else None
    which = {"customer": customer} if customer else {"contacts": number}
    for pk in list(Complaint.objects.filter(**which).order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            complaint = Complaint.objects.select_for_update(of=("self",)).get(pk=pk)
            overwrite()
            gone = _sealed(complaint, needles)
            changed = _columns(complaint, customer, None if customer else number)
            if gone or changed:
                append(complaint, [Entry("erased", now, {"because": "request", "named": kind})], by=by, now=now)


def _sealed(complaint: Complaint, needles: Needles) -> int:
    """Sealed words are erased whole or not at all: those of each event in which the person stands."""
    rows = Sealed.objects.filter(event__complaint=complaint)
    named = [row.pk for row in rows if needles.found_in(as_text(json.loads(row.body)))]
    return rows.filter(pk__in=named).delete()[0]


def _columns(complaint: Complaint, customer: int | None, contact: int | None) -> int:
    if customer:
        return Customer.objects.filter(pk=customer).exclude(representative=None).update(representative=None)
    return Contact.objects.filter(pk=contact).exclude(by_other__in=("", MARK)).update(by_other=MARK)
