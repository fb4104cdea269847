"""The calculator: one question after the other, only those that still matter, the verdict as it grows; nothing is stored."""

import re
from datetime import date
from html.parser import HTMLParser
from urllib.parse import parse_qsl

import pytest

from complaints.clocks import words
from eligibility.forms import QuestionForm, request_of
from tests.factories import MONDAY
from tests.web.reading import fields_of, text
from workdays import add_months, london

pytestmark = [pytest.mark.django_db, pytest.mark.once]
TODAY = london.day_of(MONDAY)


class Asked(HTMLParser):
    """Titles of the steps, names of the fields, and what a browser would send."""

    def __init__(self, text):
        super().__init__()
        self.steps, self.sent, self.fields = [], {}, []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if "data-step" in told:
            self.steps.append(told["data-step"])
        name = told.get("name")
        if tag in ("input", "textarea") and name and name not in ("q", "csrfmiddlewaretoken"):
            self.fields.append(name)
            if told.get("type") != "radio" or "checked" in told:
                self.sent[name] = told.get("value") or ""


class Walk:
    """A person who answers page after page."""

    def __init__(self, client, address="/eligibility/"):
        self.client, self.address, self.sent = client, address, {}
        self.take(client.get(address))

    def take(self, response):
        self.response, self.text = response, response.content.decode()
        self.page = Asked(self.text.partition("<main")[2])
        self.sent = dict(self.page.sent)

    def say(self, **answers):
        self.take(self.client.post(self.address, {**self.sent, **answers}, follow=True))
        return self

    @property
    def last(self):
        return self.page.steps[-1]

    @property
    def verdict(self):
        return re.sub(r"<[^>]*>", "", re.search(r"finding-say.*?</p>", self.text, re.DOTALL)[0].partition(">")[2]).strip()


@pytest.fixture
def walk(signed_in):
    return Walk(signed_in())


BEGAN = (TODAY.replace(day=1)).isoformat()


def business(walk):
    return walk.say(class_of="business", complaint_began_on=BEGAN).say(letter_kind="none").say(in_group="no").say(fuel="electricity")


def test_it_begins_with_who_complains_and_since_when(walk):
    assert walk.page.steps == ["who"] and "Not worked out yet" in walk.text and "Nothing goes on record here" in walk.text


def test_a_household_is_asked_for_the_letter_and_nothing_more(walk):
    walk.say(class_of="domestic", complaint_began_on=BEGAN)
    assert walk.page.steps == ["who", "letter"] and walk.verdict == "Likely eligible"
    walk.say(letter_kind="none")
    assert walk.page.steps == ["who", "letter"] and "Nothing more is asked." in walk.text


def test_a_letter_asks_for_its_days_before_the_next_question(walk):
    walk.say(class_of="domestic", complaint_began_on=BEGAN).say(letter_kind="deadlock")
    assert walk.last == "letter" and "letter_sent_on" in walk.page.fields
    walk.say(letter_sent_on=BEGAN, letter_method="email")
    assert "In time" in walk.text and "Nothing more is asked." in walk.text


def test_a_business_is_asked_in_the_order_of_the_phone_and_the_first_criterion_met_ends_it(walk):
    business(walk)
    assert walk.page.steps == ["who", "letter", "group", "fuel", "began"] and walk.verdict == "Needs judgement"
    walk.say(began_on="2010-04-01").say(staff="9")
    assert walk.last == "turnover" and {"turnover_1_amount", "turnover_3_amount"} <= set(walk.page.fields)
    walk.say(turnover_1_amount="£1,200,000")
    assert walk.verdict == "Likely eligible" and walk.last == "turnover" and "Nothing more is asked." in walk.text


def test_too_many_staff_ends_the_size_and_asks_for_the_fuel_by_its_age(walk):
    business(walk).say(began_on="2010-04-01").say(staff="400").say()
    assert walk.last == "electricity_since"
    walk.say(electricity_supply_start=add_months(TODAY, -6).isoformat())
    assert walk.page.fields[-1] == "electricity_projected"
    walk.say(electricity_supply_start=add_months(TODAY, -18).isoformat(), electricity_projected="")
    assert "electricity_first_year" in walk.page.fields and "electricity_projected" not in walk.page.fields
    assert walk.say(electricity_first_year="98,500").verdict == "Likely eligible"


def test_on_its_first_birthday_both_years_of_an_organisation_are_asked_and_counted(walk):
    business(walk).say(began_on=add_months(TODAY, -12).isoformat()).say(staff="9")
    assert "Turnover, first accounting year" in walk.text and "Turnover, year still running" in walk.text
    assert walk.say(turnover_1_amount="1200000").verdict == "Needs judgement"
    assert walk.say(turnover_1_amount="1200000", turnover_2_amount="1500000").verdict == "Likely eligible"


def test_what_is_not_known_is_left_empty_and_the_next_is_asked(walk):
    business(walk).say().say().say().say().say()
    assert "balance" in walk.page.steps and walk.verdict == "Needs judgement" and "This would settle it" in walk.text


def test_what_is_wrong_is_named_keeps_what_was_typed_and_asks_nothing_more(walk):
    business(walk).say(began_on="2010-04-01").say(staff="many")
    assert walk.response.status_code == 422 and walk.last == "staff"
    assert "Give a number of nought or more under “Full-time staff”." in walk.text and 'value="many"' in walk.text


def test_a_bad_day_in_an_address_is_named_and_nothing_that_stands_there_is_lost(signed_in):
    answer = signed_in().get("/eligibility/?seen=who&shown=class_of,complaint_began_on&class_of=business&complaint_began_on=soon")
    typed = fields_of(answer)
    assert answer.status_code == 422 and "There is a problem" in text(answer)
    assert (typed["class_of"], typed["complaint_began_on"]) == (["business"], "soon")


def test_being_late_asks_for_the_reasons_and_is_no_refusal(walk):
    walk.say(class_of="domestic", complaint_began_on=add_months(TODAY, -20).isoformat()).say(letter_kind="none")
    assert walk.last == "late" and "which is no refusal" in walk.text
    walk.say(signposting_insufficient="yes", other_reason="In hospital <b>")
    assert "In hospital &lt;b&gt;" in walk.text and "By the law it is in time" in walk.text


def test_a_group_asks_its_two_questions_and_a_no_ends_the_size(walk):
    walk.say(class_of="business", complaint_began_on=BEGAN).say(letter_kind="none").say(in_group="yes")
    assert walk.last == "group" and "account_holder_compliant" in walk.page.fields
    walk.say(account_holder_compliant="no")
    assert walk.last == "group" and walk.verdict == "Needs judgement"


def test_a_rate_is_asked_only_where_euros_may_count(walk):
    business(walk).say(began_on="2010-04-01").say(staff="9")
    assert not [name for name in walk.page.fields if "eur_rate" in name]
    walk.say(turnover_currency="EUR", turnover_1_amount="1")
    assert "turnover_1_eur_rate" in walk.page.fields


def addresses(response):
    return [address for address, _ in response.redirect_chain]


def test_nothing_that_was_typed_stands_in_an_address(walk):
    business(walk).say(began_on="2010-04-01").say(staff="987654")
    [address] = addresses(walk.response)
    assert re.fullmatch(r"/eligibility/\?answers=[A-Za-z0-9_-]{12}#next", address) and 'method="post"' in walk.text and "hx-get" not in walk.text


def test_going_back_shows_what_was_typed_there_and_going_on_again_another_answer(walk):
    business(walk).say(began_on="2010-04-01")
    [before] = addresses(walk.response)
    walk.say(staff="400")
    walk.take(walk.client.get(before.partition("#")[0]))
    assert walk.last == "staff" and walk.sent["began_on"] == "1 April 2010" and walk.sent["staff"] == ""
    assert walk.say(staff="9").last == "turnover"


def test_sent_twice_it_leads_to_the_same_page(walk):
    sent = {**walk.sent, "class_of": "domestic", "complaint_began_on": BEGAN}
    assert len({walk.client.post(walk.address, sent)["Location"] for _ in range(2)}) == 1


def test_what_was_typed_is_there_after_the_session_ran_out(walk):
    sent = {**walk.sent, "class_of": "domestic", "complaint_began_on": BEGAN}
    walk.client.session.flush()
    answer = walk.client.post(walk.address, sent)
    assert answer.status_code == 302 and answer["Location"].startswith("/sign-in/?next=%2Feligibility%2F%3Fanswers%3D")
    walk.client.force_login(walk.client.person)
    walk.take(walk.client.get(sent["draft"]))
    assert walk.page.steps == ["who", "letter"] and walk.sent["complaint_began_on"] == words.plain_day(TODAY.replace(day=1))


def test_another_person_s_answers_are_not_shown(walk, signed_in):
    walk.say(class_of="domestic", complaint_began_on=BEGAN)
    [address] = addresses(walk.response)
    assert Walk(signed_in(), address.partition("#")[0]).page.steps == ["who"]


def test_nonsense_that_is_sent_is_no_500(signed_in):
    client = signed_in()
    assert client.post("/eligibility/", {"draft": "/eligibility/?answers=<b>", "seen": "who", "class_of": "\x00"}, follow=True).status_code == 422
    assert client.get("/eligibility/?answers=%00%27zzzzzzzzzz").status_code == 200
    for query in ("seen=who,fuel&shown=x&class_of=zz&complaint_began_on=%00", "seen=electricity_use&fuel=both&electricity_total=1e999",
                  "seen=who,began,turnover&complaint_began_on=2026-01-01&class_of=business&began_on=0001-01-01&shown=began_on,turnover_currency",
                  "seen=who,fuel,gas_since,gas_use&class_of=business&complaint_began_on=2026-01-01&fuel=gas&gas_supply_start=9999-12-31&shown=fuel"):
        assert client.post("/eligibility/", dict(parse_qsl(query)), follow=True).status_code in (200, 422)


def test_a_supply_that_begins_in_the_year_9999_has_no_readings():
    answers = {"decision_on": TODAY, "complaint_began_on": TODAY, "fuel": "gas", "gas_supply_start": date(9999, 12, 31)}
    assert request_of(answers, known={"decision_on": TODAY})["fuels"] == [
        {"fuel": "gas", "complained_about": True, "supply_start": "9999-12-31"}]


def test_a_reason_is_no_longer_than_a_page_of_the_record():
    form = QuestionForm(["other_reason"], {}, {"other_reason": "x" * 2001})
    assert "Give at most 2,000 characters" in form.errors["other_reason"][0] and 'maxlength="2000"' in str(form["other_reason"])
    assert QuestionForm(["other_reason"], {}, {"other_reason": "x" * 2000}).answers()["other_reason"]
