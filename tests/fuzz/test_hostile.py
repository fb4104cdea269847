"""Hostile input never gives a 5xx, never takes long, and leaves the record whole. FUZZ_SEED and FUZZ_REQUESTS choose another run."""

import os
import random
import re
import time
from typing import Any

import pytest
import time_machine
from django.core.signals import got_request_exception
from django.test import Client

import standards
from complaints.alerts.models import Alert
from complaints.case.carrying import book_of
from complaints.case.models import Category, Complaint, DataRequest, SupplyReport
from complaints.case.requests import log_request
from complaints.case.stages import MOVES, Stage
from complaints.clocks.models import Deadline
from complaints.clocks.services import history_of, worked_out
from complaints.compliance.looking import EVERY
from complaints.enquiries.models import Ask
from complaints.evidence.models import StoredFile
from complaints.letters.models import KINDS, Letter
from complaints.lists.models import SavedView
from complaints.money.models import Offer, Payment
from complaints.money.moves import MOVES as PAYMENT_MOVES
from complaints.privacy.choosing import choose
from complaints.record import chain
from complaints.record.models import Event
from complaints.reports.reading import REPORTS
from complaints.rules.in_force import mark_of
from complaints.rules.services import clock_rules
from staff.models import Person
from tests.api.callers import Caller
from tests.factories import MONDAY, ROUTES, make_complaint, make_person, op
from tests.fuzz.hostile import ApiRequests, PageRequests, Sent, api_document, page_patterns

SEED = int(os.environ.get("FUZZ_SEED", "20260511"))
REQUESTS = int(os.environ.get("FUZZ_REQUESTS", "5000"))
SHARDS = 10
# Each database answers every second one; in both there is one of each role.
MINE = range(int(os.environ.get("DATABASE_URL", "").startswith("postgres")), SHARDS, 2)
SLOW = 5.0
ROLES = ("agent", "senior_manager", "compliance_officer", "administrator")


@pytest.fixture(autouse=True)
def midday():
    with time_machine.travel(MONDAY.replace(day=13), tick=False):
        yield


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.fixture
def complaints(db):
    rows = [make_complaint(stage) for stage in ROUTES]
    officer, person = make_person("compliance_officer"), {"name": "Ann Harper", "postcode": "NG1 1AA"}
    for right in ("access", "erasure"):
        given = {"op_id": op(), "right": right, "received_on": "2026-05-12", "person": person}
        asked = log_request(given, by=officer, now=MONDAY.replace(day=13)).ids["request"]
        ended = next(row for row in rows if row.stage == "resolved")
        choose(asked, {"op_id": op(), "records": [f"complaint:{ended.pk}"]}, by=officer, now=MONDAY.replace(day=13))
    return rows


@pytest.fixture
def faults():
    """What went wrong inside while a request was answered."""
    seen: list[str] = []

    def note(sender: Any, request: Any, **_: Any) -> None:
        import traceback
        seen.append("".join(traceback.format_exc().splitlines(keepends=True)[-9:]))
    got_request_exception.connect(note)
    yield seen
    got_request_exception.disconnect(note)


def places(complaints: list[Complaint]) -> dict[str, list[Any]]:
    """Real values for the parts of an address, of every name that a route uses."""
    def numbers(model: Any) -> list[Any]:
        return list(model.objects.values_list("pk", flat=True)[:200]) or [1]
    references = [complaint.reference for complaint in complaints]
    return {
        "reference": references, "clock": numbers(Deadline), "deadline": numbers(Deadline), "letter": numbers(Letter), "alert": numbers(Alert),
        "payment": numbers(Payment), "offer": numbers(Offer), "report": numbers(SupplyReport), "data_request": numbers(DataRequest),
        "request": numbers(DataRequest), "file": numbers(StoredFile), "number": [1, 2, 3],
        "move": [*MOVES, *PAYMENT_MOVES], "name": [*MOVES, *REPORTS, *EVERY], "kind": list(KINDS), "calendar": ["scotland", "england-and-wales"],
        "mark": [*(f"d{number}" for number in numbers(Deadline)), "s1", mark_of(clock_rules().rows[0])], "book": ["law"], "version": ["1"],
        "part": [1, "retention", "letters"],
        "stage": list(Stage), "code": [*standards.BY_CODE, *Category.objects.values_list("code", flat=True)[:5], "ombudsman"],
        "username": [*Person.objects.values_list("username", flat=True)[:20], "nobody"], "typed": ["2026-05-11", "2026-02-31", "0001-01-01"],
        "seq": [*range(1, 9)], "ask": numbers(Ask), "ident": [*SavedView.objects.values_list("pk", flat=True)[:20], "mine"],
        "row": ["1", "1001"], "key": ["deadlock", "electricity_distributor:2026-04", "opening"], "role": ROLES, "token": ["0" * 64],
    }


def known(complaints: list[Complaint], people: list[Any]) -> dict[str, list[Any]]:
    names = [person.username for person in people]
    return {
        "owner": names, "senior_manager": names, "people": [names[:1], names], "team": ["nowhere"],
        "duplicate_of": [complaint.reference for complaint in complaints],
    }


def standing() -> dict[str, tuple[int, str]]:
    return {reference: (version, stage) for reference, version, stage in Complaint.objects.values_list("reference", "version", "stage")}


def answered(client: Client, sent: Sent, headers: dict[str, str], faults: list[str]) -> Any:
    started = time.process_time()
    response = client.generic(sent.method, sent.path, sent.body, content_type=sent.content_type, headers={**sent.headers, **headers})
    took = time.process_time() - started
    whole = response.status_code < 500 or (response.status_code == 503 and "health" in sent.path)
    assert whole and not faults, f"{response.status_code} {sent}\n{''.join(faults)}"
    assert took < SLOW, f"{took:.1f} s {sent}"
    return response


def check_the_record() -> None:
    """Every chain unbroken, every clock as its facts say, every stage one that there is."""
    for complaint in Complaint.objects.all():
        previous, events = chain.first_link(complaint.reference), Event.objects.filter(complaint=complaint).select_related("sealed")
        for seq, event in enumerate(events.order_by("seq"), 1):
            words = getattr(event, "sealed", None) if event.sealed_hash else None
            sealed = chain.commitment(words.salt, words.body) if words else ""
            assert (event.seq, event.previous_hash, event.sealed_hash) == (seq, previous, sealed)
            assert event.hash == chain.link(previous, seq=seq, at=event.at, recorded_at=event.recorded_at, kind=event.kind, by=event.by_id,
                                            data=event.data, sealed=sealed)
            previous = event.hash
        assert complaint.stage in set(Stage)
        assert not worked_out(history_of(complaint), (), book_of(complaint), because="repair").changes


@pytest.mark.parametrize("shard", MINE)
def test_no_hostile_call_of_the_api_gives_a_5xx(shard, complaints, faults):
    rng = random.Random(f"api {SEED} {shard}")
    callers = [Caller(make_person(role)) for role in ROLES]
    requests = ApiRequests(rng, api_document(), known(complaints, [caller.person for caller in callers]), places(complaints),
                           standing)
    statuses: dict[int, int] = {}
    for count in range(REQUESTS * 3 // 5 // SHARDS):
        if count % 20 == 0:
            requests.places = places(complaints)
        caller = rng.choice(callers)
        headers = caller.headers if rng.random() < 0.97 else {"Authorization": "Bearer \x7f" + "x" * rng.randrange(300)}
        sent = requests.one()
        response = answered(caller.client, sent, headers, faults)
        statuses[response.status_code] = statuses.get(response.status_code, 0) + 1
        assert response.status_code in (200, 201, 503) or sent.method == "HEAD" or "error" in response.json(), str(sent)
    check_the_record()
    assert {200, 404, 422} <= statuses.keys(), f"the requests did not reach the services: {statuses}"


@pytest.mark.parametrize("shard", MINE)
def test_no_hostile_request_to_a_page_gives_a_5xx(shard, complaints, faults):
    rng = random.Random(f"pages {SEED} {shard}")
    client = Client(raise_request_exception=False)
    role = [*ROLES, None][shard % 5]
    person = make_person(role) if role else None
    requests = PageRequests(rng, client, places(complaints))
    for count in range(REQUESTS * 2 // 5 // SHARDS):
        if person and count % 25 == 0:
            client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
            requests.places = places(complaints)
        answered(client, requests.one(), {}, faults)
    check_the_record()


@pytest.mark.parametrize("role", ["compliance_officer", "administrator"])
def test_an_empty_form_sent_to_any_page_gives_no_5xx(role, complaints, faults):
    client = Client(raise_request_exception=False)
    client.force_login(make_person(role), backend="django.contrib.auth.backends.ModelBackend")
    known_places = {name: values[0] for name, values in places(complaints).items()}
    for route in page_patterns():
        if "sign-out" not in route:
            path = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(known_places.get(found[1], 1)), route)
            answered(client, Sent("POST", path, b"", "application/x-www-form-urlencoded"), {}, faults)
