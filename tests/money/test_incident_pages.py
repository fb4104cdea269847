"""Incidents in the browser: made, filled from a file that was looked at first, summed up; who may, and what is refused in words."""

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from complaints.money.models import Incident, IncidentCustomer
from tests.factories import MONDAY, make_person, op
from tests.money.storms import FACTS, csv_of, filled, make_incident, row, work


@pytest.fixture(autouse=True)
def var(settings, tmp_path, monkeypatch):
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr("complaints.case.pages.asking.now", lambda: MONDAY)


@pytest.fixture
def manager(client, db):
    client.force_login(make_person("senior_manager"))
    return client


def text_of(answer):
    return html.unescape(answer.content.decode())


def page(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, text_of(answer)
    return text_of(answer)


def upload(client, incident, rows, name="off.csv"):
    body = rows if isinstance(rows, bytes) else csv_of(rows)
    return client.post(f"/incidents/{incident.pk}/upload/", {"file": SimpleUploadedFile(name, body)})


def hidden(answer):
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', answer.content.decode())
    return {name: html.unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def told(kind):
    said = {True: "yes", False: "no"}
    return {name: said.get(value, value) if isinstance(value, bool) else value for name, value in FACTS[kind].items()} | {"op_id": op()}


@pytest.mark.parametrize("kind", FACTS)
def test_an_incident_is_made_from_its_page(manager, kind):
    assert "Name" in page(manager, f"/incidents/new/?kind={kind}")
    answer = manager.post(f"/incidents/new/?kind={kind}", told(kind))
    assert answer["Location"] == f"/incidents/{Incident.objects.get(kind=kind).pk}/upload/"


def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(manager):
    answer = manager.post("/incidents/new/?kind=storm", told("storm") | {"fault_multiple": "7"})
    assert answer.status_code == 422 and "Cable fault" in text_of(answer) and 'value="7"' in text_of(answer) and not Incident.objects.exists()


def test_a_kind_that_there_is_not_offers_the_kinds(manager):
    assert "Broken main" in page(manager, "/incidents/new/?kind=flood")


def test_a_file_is_looked_at_before_anything_is_stored(manager):
    storm = make_incident()
    text = text_of(upload(manager, storm, [row(f"A{n}") for n in range(25)] + [row("B", "lord")]))
    assert "off.csv: 26 rows" in text and "The first 20 rows" in text and "Of 26 rows: 25 to pay, 1 with problems. £5,250.00 to pay." in text
    assert "“lord” is not a class" in text and "The clock starts when we first knew" in text and not IncidentCustomer.objects.exists()


def test_a_file_goes_in_by_a_job_and_the_sums_are_shown(manager):
    storm = make_incident()
    answer = manager.post(f"/incidents/{storm.pk}/upload/", hidden(upload(manager, storm, [row("A"), row("B", "lord")])))
    assert "being worked out" in page(manager, f"/incidents/{storm.pk}/").lower() and work() == 1
    assert "See the incident" in page(manager, answer["Location"])
    text = page(manager, f"/incidents/{storm.pk}/")
    assert "Storm Nora: 1 customer, £210.00 to pay" in text and "Regulation 7" in text and "1 row of the last file could not be read" in text
    rows = b"".join(manager.get(f"/incidents/{storm.pk}/problems.csv").streaming_content).decode("utf-8-sig")
    assert rows.splitlines()[1].startswith("3,Class,")


def test_the_same_press_twice_begins_one_job(manager):
    storm = make_incident()
    pressed = hidden(upload(manager, storm, [row("A")]))
    first, second = (manager.post(f"/incidents/{storm.pk}/upload/", pressed) for _ in range(2))
    assert first["Location"] == second["Location"]


@pytest.mark.parametrize("change", [{"mark": "forged"}, {"counted": "x:y", "version": "99"}, {"version": ""}, {"encoding": "base64"},
                                    {"delimiter": ";;"}, {"op_id": ""}])
def test_a_form_that_was_tampered_with_gets_a_sentence(manager, change):
    storm = make_incident()
    answer = manager.post(f"/incidents/{storm.pk}/upload/", hidden(upload(manager, storm, [row("A")])) | change)
    assert 400 <= answer.status_code < 500


@pytest.mark.parametrize("body", [b"", b"\xff", b"PK\x03\x04x", b"a,b\n", b'Account,"x'])
def test_a_file_that_cannot_be_read_is_refused_at_its_field(manager, body):
    answer = upload(manager, make_incident(), body)
    assert answer.status_code == 422 and "error" in text_of(answer)


def test_facts_are_corrected_and_the_customers_stand_until_worked_out_again(manager):
    storm = filled([row("A")])
    form = told("storm") | {"version": storm.version, "aware_at": "2026-05-01T07:00"}
    assert "1 May 2026 06:00" in page(manager, f"/incidents/{storm.pk}/correct/")
    assert manager.post(f"/incidents/{storm.pk}/correct/", form).status_code == 302
    storm.refresh_from_db()
    assert storm.facts["aware_at"] == "2026-05-01T06:00:00+00:00" and storm.totals["amount"] == "210.00"
    assert manager.post(f"/incidents/{storm.pk}/correct/", form | {"op_id": op()}).status_code == 409


@pytest.mark.parametrize("address", ["/incidents/new/", "/incidents/{}/upload/", "/incidents/{}/correct/", "/incidents/{}/problems.csv"])
def test_an_agent_reads_and_is_told_who_may_do_more(client, db, address):
    storm = filled([row("A")])
    client.force_login(make_person())
    assert "senior manager" in page(client, address.format(storm.pk), 403)
    text = page(client, f"/incidents/{storm.pk}/")
    assert "£210.00 to pay" in text and "/upload/" not in text and "Storm Nora" in page(client, "/incidents/")


def test_an_incident_that_there_is_not_is_404(manager):
    assert "no such incident" in page(manager, "/incidents/99/", 404)


def test_without_incidents_the_list_says_what_they_are(manager):
    assert "No incidents yet" in page(manager, "/incidents/")


def test_numbers_of_the_table_open_their_customers(manager):
    storm = filled([row("A"), row("B", "small business"), row("C", on="01/05/2026 09:00")])
    text = page(manager, f"/incidents/{storm.pk}/")
    href = f"/incidents/{storm.pk}/customers/?standard=EL-R7&class=domestic&outcome=to_pay"
    assert href in text
    shown = page(manager, href)
    assert ">A</a>" in shown and ">B</a>" not in shown and ">C</a>" not in shown and "1 row shown" in shown


def test_customers_come_in_pages_by_account(manager, monkeypatch):
    monkeypatch.setattr("complaints.money.incidents.finding.PAGE", 2)
    rows = [row(account, PSR="yes") for account in "ABC"]
    main = filled(rows, "main")
    address, seen = f"/incidents/{main.pk}/customers/", []
    while address:
        text = page(manager, address)
        seen += re.findall(r'/customers/(\d+)/">(\w)</a>', text)
        onward = re.search(r'href="(\?[^"]*)" data-key="\]"', text)
        address = onward and f"/incidents/{main.pk}/customers/{onward[1]}"
    assert [account for _, account in seen] == list("AABBCC") and len({number for number, _ in seen}) == 6


@pytest.mark.parametrize("query", ["?q=B", "?outcome=not_breached", "?class=small_business", "?q=B&outcome=nonsense&class=%00"])
def test_filters_leave_what_they_say(manager, query):
    storm = filled([row("A"), row("B1", "small business", on="01/05/2026 09:00")])
    text = page(manager, f"/incidents/{storm.pk}/customers/{query}")
    assert ">B1</a>" in text and ">A</a>" not in text


@pytest.mark.parametrize("query", ["?q=%00%ff", "?after=%00", "?after=Z&after_code=" + "x" * 500, "?q=" + "x" * 5000])
def test_an_address_with_nonsense_is_answered(manager, query):
    storm = filled([row("A")])
    assert "No customer matches" in page(manager, f"/incidents/{storm.pk}/customers/{query}") or ">A</a>" in page(
        manager, f"/incidents/{storm.pk}/customers/")


def test_one_customer_is_explained(manager):
    storm = filled([row("A", exemption=""), row("B", off="01/05/2026 09:00", on="", exemption="EX-EL-NO-ACCESS")])
    text = page(manager, f"/incidents/{storm.pk}/customers/{storm.customers.get(account='A').pk}/")
    assert "To pay: £210.00" in text and "£70.00" in text and "Regulation 7" in text and "Ann Harper" in text and "Mill Lane" in text
    other = page(manager, f"/incidents/{storm.pk}/customers/{storm.customers.get(account='B').pk}/")
    assert "provisional: the supply was still off" in other and "so for this customer the clock starts when it went off" in other
    assert "no evidence of all reasonable steps" in other


def test_a_customer_of_another_incident_is_404(manager):
    one, other = filled([row("A")]), filled([row("B")])
    assert "no such customer" in page(manager, f"/incidents/{one.pk}/customers/{other.customers.get().pk}/", 404)


def test_a_sum_that_todays_facts_do_not_give_says_so(manager):
    storm = filled([row("A")])
    storm.customers.update(amount_gbp=1)
    assert "they give another sum" in page(manager, f"/incidents/{storm.pk}/customers/{storm.customers.get().pk}/")


def press(client, address, **more):
    """The page's own form sent back as it came."""
    answer = client.get(address)
    assert answer.status_code == 200, text_of(answer)
    return client.post(address, hidden(answer) | more)


def test_the_way_to_payment_says_each_time_what_will_change_and_what_cannot(manager, client):
    storm = filled([row("A"), row("B"), row("C", on="")])
    base = f"/incidents/{storm.pk}/"
    assert "Book the payments" in page(manager, base)
    text = page(manager, f"{base}book/")
    assert "Book 2 payments, £420.00" in text and "Customers still off" in text and "What can’t change" in text
    assert press(manager, f"{base}book/").status_code == 302 and work() == 1
    own = page(manager, f"{base}approve/")
    assert "Payments that you booked" in own and 'type="submit" data-primary' not in own
    client.force_login(make_person("compliance_officer"))
    assert "Approve 2 payments, £420.00" in page(client, f"{base}approve/")
    done = press(client, f"{base}approve/", held="B", held_why="Looked at first.")
    assert work() == 1 and "1 approved + 0 changed meanwhile + 0 left = 1" in page(client, done["Location"])
    assert "Approved, not yet paid" in page(client, base) and "£210.00" in page(client, base)
    number = storm.customers.get(account="B").pk
    assert "Booked, waiting for approval: Looked at first." in page(client, f"{base}customers/{number}/")


def test_what_was_typed_stays_when_it_is_refused(manager, client):
    storm = filled([row("A")])
    press(manager, f"/incidents/{storm.pk}/book/")
    work()
    client.force_login(make_person("senior_manager"))
    answer = press(client, f"/incidents/{storm.pk}/approve/", held="Z", held_why="Looked at first.")
    assert answer.status_code == 422 and "No payment of account Z" in text_of(answer) and "Looked at first." in text_of(answer)


def test_of_two_who_press_at_once_the_second_is_told(manager, client):
    storm = filled([row("A")])
    seen = hidden(manager.get(f"/incidents/{storm.pk}/book/"))
    press(manager, f"/incidents/{storm.pk}/book/")
    answer = manager.post(f"/incidents/{storm.pk}/book/", seen)
    assert answer.status_code == 409 and "Somebody changed this incident" in text_of(answer)


@pytest.mark.parametrize("what", ["again", "book", "approve"])
def test_an_agent_takes_no_step(client, db, what):
    storm = filled([row("A")])
    client.force_login(make_person())
    assert client.get(f"/incidents/{storm.pk}/{what}/").status_code == 403
    assert client.post(f"/incidents/{storm.pk}/{what}/", {"op_id": op(), "version": 3}).status_code == 403


def test_working_out_again_from_the_page(manager):
    storm = filled([row("A", on="")])
    assert "Work out again" in page(manager, f"/incidents/{storm.pk}/") and "Still off supply" in page(manager, f"/incidents/{storm.pk}/")
    assert press(manager, f"/incidents/{storm.pk}/again/").status_code == 302 and work() == 1


def test_the_last_steps_and_their_files_from_the_page(manager, client):
    storm = filled([row("A"), row("B", Address="")])
    base = f"/incidents/{storm.pk}/"
    press(manager, f"{base}book/")
    work()
    client.force_login(make_person("compliance_officer"))
    press(client, f"{base}approve/")
    work()
    assert "Customers without an address" in page(client, f"{base}letters/") and "Make 2 letters" in page(client, f"{base}letters/")
    press(client, f"{base}letters/", told_on="2026-05-11")
    work()
    assert press(client, f"{base}pay/", method="BACS", paid_on="2026-05-11").status_code == 302 and work() == 1
    client.post(f"{base}workbook/", {"op_id": op()})
    work()
    text = page(client, base)
    for address in re.findall(rf'href="({base}[^"]*\.(?:csv|xlsx|zip))"', text):
        answer = client.get(address) if address.endswith("zip") else client.post(address, {"reason": "The auditor asked for it."})
        assert answer.status_code == 200 and b"".join(answer.streaming_content) and "attachment" in answer["Content-Disposition"]
    assert "Batch 1 of letters: 1 letter" in text and "Workbook of" in text and "£420.00" in text
    client.force_login(make_person())
    assert page(client, f"{base}customers.csv", 403) and page(client, f"{base}letters/1/1.zip", 403)


@pytest.mark.parametrize("address", ["letters/99/1.zip", "workbook/99.xlsx", "letters/1/1.zip", "customers/99/"])
def test_a_file_that_there_is_not_is_404(manager, address):
    page(manager, f"/incidents/{filled([row('A')]).pk}/{address}", 404)
