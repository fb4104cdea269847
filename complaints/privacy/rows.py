"""Which rows of each table are a person's, by the records that are the person. Reads only; one entry for each table of `places.ABOUT`."""

from collections.abc import Callable, Mapping
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet

from complaints.alerts.models import Alert, Message
from complaints.case.models import Complaint
from complaints.letters.models import Letter
from complaints.privacy.places import ABOUT
from complaints.privacy.scope import Scope
from complaints.record.models import Event


def _of_complaint(scope: Scope) -> Q:
    return Q(complaint__in=scope.complaints)


def _of_request(scope: Scope) -> Q:
    return Q(data_request__in=scope.requests)


def _payments(scope: Scope) -> Q:
    return Q(pk__in=scope.payments)


def _findings(scope: Scope) -> Q:
    return _of_complaint(scope) | Q(job__in=scope.connections) | Q(payment__in=scope.payments) | Q(late_payment__in=scope.payments)


def _events(scope: Scope) -> Q:
    """Of their complaints; of the desk's chain those that name a payment, connection or request of theirs; and calls they made for others."""
    desk = Q(data__payment__in=sorted(scope.payments)) | Q(data__data_request__in=sorted(scope.requests))
    joined = Q(kind__startswith="connection.", data__job__in=sorted(scope.connections))
    return _of_complaint(scope) | Q(contact__in=scope.calls) | (Q(complaint=None) & (desk | joined))


def _sealed(scope: Scope) -> Q:
    return Q(event__in=Event.objects.filter(_events(scope)).values("pk"))


def _outbox(scope: Scope) -> Q:
    """What is on its way or went, by the letter, alert or message it is about."""
    return (Q(payload__letter__in=_numbers(Letter, scope)) | Q(payload__alert__in=_numbers(Alert, scope))
            | Q(payload__message__in=_numbers(Message, scope)))


def _numbers(model: Any, scope: Scope) -> list[int]:
    return list(model.objects.filter(_of_complaint(scope)).values_list("pk", flat=True))


def _operations(scope: Scope) -> Q:
    """Calls on their complaints, by the reference in the call."""
    asked = Q(answer__complaint__in=sorted(scope.complaints)) | Q(answer__request__in=sorted(scope.requests))
    for reference in Complaint.objects.filter(pk__in=scope.complaints).values_list("reference", flat=True):
        asked |= Q(call__startswith=f"complaints/{reference}/")
    return asked


ROWS: Mapping[str, Callable[[Scope], Q]] = {
    "complaints.Customer": lambda scope: Q(pk__in=scope.customers),
    "complaints.Complaint": lambda scope: Q(pk__in=scope.complaints),
    "complaints.Contact": lambda scope: _of_complaint(scope) | Q(pk__in=scope.calls),
    "complaints.Resolution": _of_complaint, "complaints.Decision": _of_complaint, "complaints.ImportKey": _of_complaint,
    "complaints.Referral": _of_complaint, "complaints.Assessment": _of_complaint, "complaints.StoredFile": _of_complaint,
    "complaints.Letter": _of_complaint, "complaints.Offer": _of_complaint, "complaints.Access": _of_complaint, "complaints.Hold": _of_complaint,
    "complaints.SupplyReport": lambda scope: Q(pk__in=scope.reports),
    "complaints.DataRequest": lambda scope: Q(pk__in=scope.requests),
    "complaints.Deadline": lambda scope: _of_complaint(scope) | _of_request(scope),
    "complaints.AssessmentEvidence": lambda scope: Q(assessment__complaint__in=scope.complaints),
    "complaints.LetterVersion": lambda scope: Q(letter__complaint__in=scope.complaints),
    "complaints.Finding": _findings, "complaints.Payment": _payments,
    "complaints.IncidentCustomer": lambda scope: Q(pk__in=scope.incident_customers),
    "complaints.ConnectionJob": lambda scope: Q(pk__in=scope.connections),
    "complaints.Event": _events, "complaints.Sealed": _sealed, "complaints.Outbox": _outbox, "complaints.Operation": _operations,
    "complaints.LeftOut": _of_request, "complaints.Extension": _of_request, "complaints.Erasure": _of_request,
}
assert set(ROWS) == set(ABOUT)


def model_of(table: str) -> Any:
    return apps.get_model(table)


def rows_of(table: str, scope: Scope) -> QuerySet[Any]:
    """The rows of that table, in order of their number."""
    model = model_of(table)
    return model.objects.filter(ROWS[table](scope)).order_by("pk").distinct()
