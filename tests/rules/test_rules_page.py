"""`/rules/`: every dated rule with its source and what uses it; who may look, and the lists behind the counts."""

import re

import pytest
from django.db import connection

from complaints.case.models import Complaint
from complaints.clocks import words
from complaints.entitlement.keeping import keep
from complaints.entitlement.models import Assessment
from complaints.rules import in_use
from complaints.rules import services as rules
from complaints.rules.in_force import PARTS, mark_of
from tests.factories import MONDAY, do_move, make_complaint, make_person, op
from tests.letters.walked import drafted
from tests.web.reading import fields_of, text

REVIEW = "/settings/procedure/senior_review/"


@pytest.mark.parametrize("part", sorted(PARTS))
@pytest.mark.parametrize("role", ["compliance_officer", "administrator"])
def test_every_part_opens(signed_in, role, part):
    answer = signed_in(role).get(f"/rules/?part={part}")
    assert answer.status_code == 200 and text(answer).count("<tr>") > 2


@pytest.mark.parametrize("address", ["/rules/", "/rules/clocks/none/", "/rules/findings/EL-R5/law/1/"])
@pytest.mark.parametrize("role", ["agent", "senior_manager"])
def test_others_are_told_who_looks_after_them(signed_in, role, address):
    answer = signed_in(role).get(address)
    assert answer.status_code == 403 and "Compliance officers and administrators look after the rules." in text(answer)


@pytest.mark.parametrize("address", ["/rules/?part=x", "/rules/clocks/none/", "/rules/findings/none/law/1/", "/rules/findings/EL-R5/x/1/"])
def test_what_there_is_not_is_said(signed_in, address):
    assert signed_in("administrator").get(address).status_code == 404


def test_a_count_opens_the_list_of_what_uses_the_rule(signed_in):
    complaint = do_move(make_complaint(), "escalate")
    officer = signed_in("compliance_officer")
    addresses = re.findall(r"/rules/clocks/\w+/", text(officer.get("/rules/")))
    lists = [text(officer.get(address)) for address in addresses]
    assert len(lists) == 4 and all(complaint.reference in page for page in lists)
    review = next(page for page in lists if "Senior review, 5 working days: 1 open deadline" in page)
    assert "Customer</th>" in review and "5 working days left" in review


def test_what_has_ended_is_not_counted_as_in_force(signed_in):
    page = text(signed_in("compliance_officer").get("/rules/?part=contacts"))
    assert "Contacts: 7 rules in force" in page and "Below them: 2 ended." in page
    assert page.index("<h2>In force, 7</h2>") < page.index("<h2>Ended, 2</h2>")


@pytest.mark.parametrize(("asked", "found", "left"), [
    ("q=senior+REVIEW", "Senior review, 5 working days", "Next update, 5 working days"), ("checked=no", "Deadlock notice", "Senior review, "),
])
def test_the_rules_of_a_part_can_be_narrowed_by_a_word_and_by_what_nobody_checked(signed_in, asked, found, left):
    page = text(signed_in("compliance_officer").get(f"/rules/?part=clocks&{asked}"))
    assert found in page and left not in page and "Show all" in page


def test_a_word_that_no_rule_holds_says_what_was_looked_through(signed_in):
    page = text(signed_in("compliance_officer").get("/rules/?part=clocks&q=zzz"))
    assert "No rule of this part matches" in page and "holding “zzz”" in page and "Show all rules" in page


@pytest.mark.parametrize(("began", "decided", "number"), [
    ("2014-08-07", "2014-08-07", 1), ("2014-08-07", "2026-05-11", 3), ("2024-12-18", "2024-12-19", 3), ("2026-05-11", "2026-05-11", 2),
])
def test_an_assessment_uses_the_thresholds_of_both_its_days_and_no_others(db, began, decided, number):
    asked = {"op_id": op(), "decision_on": decided, "complaint_began_on": began, "customer_type": "micro_business"}
    keep(make_complaint().reference, asked, by=make_person(), now=MONDAY)
    thresholds = {row["name"] for row in rules.fixture("eligibility_rules")}
    told = thresholds & {row["name"] for row in Assessment.objects.get().answer["rules"]}
    assert {name for name in thresholds if in_use.assessments(name).exists()} == told and len(told) == number


def test_what_uses_the_thresholds_is_read_from_an_index_alone(db):
    if connection.vendor == "postgresql":  # which would read a small table whole
        connection.cursor().execute("SET LOCAL enable_seqscan = off")
    used = in_use.assessments("Micro business, since 19 December 2024").order_by().values_list("pk", flat=True)
    assert "assessment_thresholds" in used[:1001].explain()


def uses(client, part):
    return sorted(set(re.findall(rf"/rules/used/{part}/\w+/", text(client.get(f"/rules/?part={part}")))))


@pytest.mark.parametrize(("part", "made", "number"), [
    ("letters", "deadlock", 22), ("contacts", "deadlock", 2), ("company", "deadlock", 10), ("retention", "resolved", 1),
])
def test_what_uses_a_rule_opens_as_a_list(signed_in, part, made, number):
    complaint = drafted().complaint if made == "deadlock" else make_complaint(made)
    officer = signed_in("compliance_officer")
    addresses = uses(officer, part)
    assert len(addresses) == number and all(complaint.reference in text(officer.get(address)) for address in addresses)


def test_what_stands_ended_says_how_long_it_is_kept(signed_in):
    make_complaint("resolved")
    page = text(signed_in("compliance_officer").get(uses(signed_in("compliance_officer"), "retention")[0]))
    assert "Kept until" in page and re.search(r"\w{3} \d+ \w{3} 203\d", page)


def test_an_assessment_uses_the_thresholds_of_its_days(signed_in):
    complaint, officer = make_complaint(), signed_in("compliance_officer")
    asked = {"decision_on": "2026-05-11", "complaint_began_on": "2026-05-11", "customer_type": "micro_business"}
    keep(complaint.reference, {"op_id": op(), **asked}, by=make_person(), now=MONDAY)
    addresses = uses(officer, "eligibility")
    assert len(addresses) == 2 and all(complaint.reference in text(officer.get(address)) for address in addresses)


@pytest.mark.parametrize(("role", "number"), [("compliance_officer", 1), ("administrator", 0)])
def test_nobody_counts_what_they_may_not_see(signed_in, role, number):
    complaint = do_move(make_complaint(), "escalate")
    Complaint.objects.filter(pk=complaint.pk).update(restricted=True)
    page = signed_in(role).get(f"/rules/clocks/{mark_of(next(rule for rule in rules.clock_rules().rows if rule.kind == 'senior_review'))}/")
    assert words.count_words(number, "open deadline") in text(page) and (complaint.reference in text(page)) == bool(number)


def test_each_row_of_the_clocks_is_there_with_its_source(signed_in):
    page = text(signed_in("compliance_officer").get("/rules/?part=clocks"))
    assert all(rule.source.replace("'", "&#x27;") in page for rule in rules.clock_rules().rows) and "Not yet" in page


def test_a_number_is_proposed_after_it_is_shown_what_it_means(signed_in):
    do_move(make_complaint(), "escalate")
    officer = signed_in("compliance_officer")
    typed = fields_of(officer.get(f"{REVIEW}?edit=1")) | {"amount": "3", "source": "Board paper 12", "reason": "Faster."}
    checked = officer.post(REVIEW, typed)
    assert "of 1 open deadline of this kind 1 would fall on another day" in text(checked)
    officer.post(REVIEW, fields_of(checked) | {"step": "apply"})
    waiting = text(officer.get("/settings/waiting/"))
    assert "Our procedure: Senior review" in waiting and "You proposed it: another person approves." in waiting


def test_the_rulebook_is_proposed_by_an_administrator_with_its_source(signed_in):
    admin, address = signed_in("administrator"), "/settings/company/rulebook/"
    typed = fields_of(admin.get(f"{address}?edit=1")) | {"value": "law", "reason": "The board decided."}
    assert "Give the source" in text(admin.post(address, typed))
    checked = admin.post(address, typed | {"source": "Board paper 12"})
    assert "are handled by it" in text(checked)
    admin.post(address, fields_of(checked) | {"step": "apply"})
    assert "The company: Rulebook in force" in text(admin.get("/settings/waiting/"))


def test_how_long_ahead_is_set_on_its_page(signed_in):
    admin, address = signed_in("administrator"), "/settings/alerts/senior_review/"
    checked = admin.post(address, fields_of(admin.get(f"{address}?edit=1")) | {"ahead_days": "3", "reason": "Sooner."})
    assert "3 working days" in text(checked)
    made = admin.post(address, fields_of(checked) | {"step": "apply"}, follow=True)
    assert "3 working days" in text(made) and rules.clock_rules() is not rules.shipped_clock_rules()


@pytest.mark.parametrize(("part", "says"), [
    ("company", "Electricity distributor"), ("company", "Our documents"), ("eligibility", "Electricity 100,000 kWh"),
    ("eligibility", "turnover £2,000,000")])
def test_a_rule_is_told_in_words_never_by_its_code(signed_in, part, says):
    assert says in text(signed_in("administrator").get(f"/rules/?part={part}"))
