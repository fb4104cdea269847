"""Over every form of the program: what is typed is kept by itself, outlives a time-out, and stands on the page when it comes too late."""

import pytest
from django.test import Client

import standards
from complaints.case.models import Complaint, SupplyReport
from complaints.case.stages import MOVES
from complaints.clocks.models import Deadline
from complaints.drafts.models import Draft
from complaints.letters.models import Letter
from staff import sessions
from tests.drafts.walking import addresses, forms_in
from tests.factories import ROUTES, make_complaint, make_person

pytestmark = [pytest.mark.timeout(600), pytest.mark.once]
ROLES = ("senior_manager", "compliance_officer", "administrator", "agent")
SAID = "Said & <b>kept</b> “so”"
# Forms that keep nothing, by their page or where they go, and why.
KEEP_NOTHING = {
    "/password/": "holds passwords", "/complaints/": "searches", "/privacy/find/": "searches for a person", "/go/": "goes elsewhere",
    "/complaints/import/": "holds a file and its map, which the upload keeps",
}


@pytest.fixture
def places(db):
    complaints = [make_complaint(stage, needs=["off_supply"]) for stage in ROUTES]
    standing = {one.stage: one.reference for one in complaints}
    moves = [f"/c/{standing[stage]}/do/{name}/" for name, move in MOVES.items() for stage in [*move.sources][:1] if stage in standing]
    rows = {"deadline": Deadline, "letter": Letter, "report": SupplyReport}
    numbers = {name: list(model.objects.values_list("pk", flat=True)[:1]) for name, model in rows.items()}
    known = numbers | {"reference": [standing["immediate"]], "code": [*standards.BY_CODE][:1], "username": ["somebody"]}
    return [*moves, *addresses(known)]


@pytest.fixture
def clients(db):
    make_person("agent", username="somebody")
    found = {}
    for role in ROLES:
        found[role] = Client(raise_request_exception=True)
        found[role].person = make_person(role)
        found[role].force_login(found[role].person)
    return found


def shapes(clients, places):
    """One of each form: a page of the same route with the same fields is not opened again."""
    seen = set()
    for address in places:
        client, forms = opened(clients, address)
        for form in forms:
            shape = (form.action.partition("/c/")[0] or address.rsplit("/", 2)[1], tuple(sorted(form.fields)))
            if shape not in seen:
                seen.add(shape)
                yield client, address, form


def opened(clients, address):
    """The page as the first of them sees it who is shown a form on it."""
    for client in clients.values():
        answer = client.get(address)
        if answer.status_code == 200 and (forms := forms_in(answer)):
            return client, forms
        if answer.status_code in (404, 405, 409):
            break
    return None, []


def typed(form):
    return form.fields | {name: [value] for name, value in what_was_typed(form).items()}


def shown(client, address, form):
    """The words of the same form when its page opens again."""
    found = [one for one in forms_in(client.get(address)) if sorted(one.words) == sorted(form.words)]
    return {name: found[0].fields[name][-1] for name in form.words} if found else {}


def what_was_typed(form):
    return {name: f"{SAID} {name}"[:80] for name in form.words}


def test_every_form_keeps_what_is_typed(clients, places, monkeypatch):
    walked, wrong = 0, []
    for client, address, form in shapes(clients, places):
        if form.secret or address in KEEP_NOTHING or form.action in KEEP_NOTHING:
            continue
        walked += 1
        if "draft" not in form.fields:
            wrong.append(f"{address} {form.action}: takes no part")
            continue
        lost = (*_by_itself(client, address, form), *_through_a_time_out(client, address, form, monkeypatch))
        wrong += [f"{address}: {sentence}" for sentence in lost]
    assert not wrong, "\n".join(wrong)
    assert walked >= 30, "the walk did not reach the forms"


def _by_itself(client, address, form):
    answer = client.post("/drafts/", typed(form))
    if answer.status_code != 200:
        yield f"the autosave answered {answer.status_code}"
    if shown(client, address, form) != what_was_typed(form):
        yield f"kept by itself, shown again as {shown(client, address, form)}"
    Draft.objects.all().delete()


def _through_a_time_out(client, address, form, monkeypatch):
    monkeypatch.setattr(sessions, "IDLE", -sessions.IDLE)
    answer = client.post(form.action or address, typed(form))
    monkeypatch.setattr(sessions, "IDLE", -sessions.IDLE)
    if not answer.headers.get("Location", "").startswith("/sign-in/"):
        yield f"after a time-out it answered {answer.status_code}"
    client.force_login(client.person)
    if shown(client, address, form) != what_was_typed(form):
        yield f"after a time-out shown as {shown(client, address, form)}"
    Draft.objects.all().delete()


def test_every_form_that_carries_a_version_comes_too_late_with_all_its_words(clients, places):
    stale, wrong = 0, []
    for client, address, form in shapes(clients, places):
        if "version" in form.fields and address.startswith("/c/"):
            stale += 1
            Complaint.objects.filter(reference=address.split("/")[2]).update(version=7)
            answer = client.post(form.action or address, typed(form))
            page = answer.content.decode().replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
            lost = [name for name in form.words if f"{SAID} {name}"[:80] not in page]
            wrong += [f"{address}: {answer.status_code}, lost {lost}"] if answer.status_code != 409 or lost else []
            Complaint.objects.filter(reference=address.split("/")[2]).update(version=form.fields["version"][-1])
    assert not wrong, "\n".join(wrong)
    assert stale >= 15
