"""A real narrative goes to a sent deadlock letter through the pages, in a browser, and its PDF reads back."""

import csv
import io
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connections
from django.utils import timezone
from pypdf import PdfReader

from complaints.case.models import Complaint
from complaints.case.receiving import log_complaint
from complaints.letters import storing
from complaints.letters.drafting import draft_due
from complaints.letters.models import Letter
from tests.factories import given, make_person

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.timeout(180)]
DATA = Path(__file__).resolve().parents[1] / "data" / "cfpb_narratives_60.csv"
PASSWORD = "otter-violin-granite-lamp"
POSITION = "The lines were open for 19 days. That was our fault, and I apologise."
OFFER = "We offer you £75. It stays open, even if you go to the Energy Ombudsman."


def narrative() -> str:
    """The longest of the narratives that lie with the tests."""
    with DATA.open(encoding="utf-8", newline="") as file:
        return max((row["Consumer complaint narrative"] for row in csv.DictReader(file)), key=len)


def person(role, name):
    who = make_person(role, name.lower().replace(" ", "-"), full_name=name)
    who.set_password(PASSWORD)
    who.save()
    return who


@pytest.fixture
def people(real_db):
    names = {"agent": ("agent", "Dan Whitlock"), "writer": ("senior_manager", "Priya Raman"), "checker": ("senior_manager", "Tom Ashby")}
    return {what: person(*who) for what, who in names.items()}


@pytest.fixture
def complaint(people):
    now = timezone.now() - timedelta(minutes=5)
    body = given(received_at=now.isoformat(), description=narrative(), salutation="Mrs", name="Rosalind Okafor")
    return Complaint.objects.get(pk=log_complaint(body, by=people["agent"], now=now).ids["complaint"])


@pytest.fixture
def signed_in(live_url, chromium, monkeypatch):
    """`signed_in(person)` answers a page of a browser in which that person signed in."""
    from playwright.sync_api import sync_playwright

    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])

        def sign_in(who, *, script=True):
            page = browser.new_context(base_url=live_url, viewport={"width": 1366, "height": 768}, java_script_enabled=script).new_page()
            page.goto("/sign-in/")
            page.fill("input[name=username]", who.username)
            page.fill("input[name=password]", PASSWORD)
            page.click("main button[type=submit]")
            page.wait_for_url(re.compile(r"^(?!.*sign-in)"))
            return page
        yield sign_in
        browser.close()
        # While the browser runs, Django keeps connections of its own, which still lead to this test's database.
        connections["default"].close()
        del connections["default"]


def press(page, name):
    """Pressed again where the page did not move on: with the same op_id it is done once."""
    from playwright.sync_api import TimeoutError as NotYet

    try:
        with page.expect_navigation(timeout=15_000):
            page.get_by_role("button", name=name).first.click()
    except NotYet:
        with page.expect_navigation():
            page.get_by_role("button", name=name).first.click()
    page.wait_for_load_state()


def escalated_to_deadlock(page, complaint):
    page.goto(f"/c/{complaint.reference}/do/escalate/")
    page.fill("textarea[name=reason]", "She wants somebody else to look at it.")
    page.check("input[name=asked_by_customer][value=yes]")
    press(page, "Ask for a senior review")
    page.goto(f"/c/{complaint.reference}/do/declare_deadlock/")
    for field, text in {"customer_said": "I do not accept that.", "final_position": POSITION, "handling": "We were slow to answer."}.items():
        page.fill(f"textarea[name={field}]", text)
    press(page, "Declare deadlock")


def written(page, letter, **sections):
    for name, text in sections.items():
        page.goto(f"/letters/{letter.pk}/?edit={name}")
        page.fill(f"textarea[name={name}]", text)
        press(page, "Save these words")


def drafted(complaint):
    draft_due(now=timezone.now())
    return Letter.objects.get(complaint=complaint, kind="deadlock")


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
def test_a_narrative_becomes_a_sent_deadlock_letter_through_the_pages(people, complaint, signed_in, script):
    writer = signed_in(people["writer"], script=script)
    escalated_to_deadlock(writer, complaint)
    letter = drafted(complaint)
    written(writer, letter, position=POSITION, offer=OFFER)
    press(writer, "Send for approval")
    checker = signed_in(people["checker"], script=script)
    checker.goto(f"/letters/{letter.pk}/")
    press(checker, "Approve the letter")
    checker.goto(f"/letters/{letter.pk}/do/send/")
    checker.check("input[name=method][value=post]")
    press(checker, "Send the letter")
    assert "Deadlock letter: sent" in checker.title() or "sent" in checker.inner_text("h1")
    letter.refresh_from_db()
    assert (letter.state, letter.approver, letter.submitted_by) == ("sent", people["checker"], people["writer"])
    reads_back(storing.read(letter.sha256), complaint)


def reads_back(pdf, complaint):
    """Tagged, titled, with its language, its words in the order of the letter."""
    read = PdfReader(io.BytesIO(pdf))
    root, words = read.trailer["/Root"], " ".join(" ".join(page.extract_text() for page in read.pages).split())
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "en-GB"
    assert read.metadata.title == "This is our final position on your complaint"
    order = ["Mrs Rosalind Okafor", "This is our final position", "Dear Mrs Okafor", "What has happened so far", POSITION, "We offer you £75",
             "Your right to go to the Energy Ombudsman", "How long you have", "Yours sincerely"]
    places = [words.index(part) for part in order]
    assert places == sorted(places) and complaint.reference in words
