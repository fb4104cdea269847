"""Forty and more hostile files: each is refused in a sentence or kept inert; none is run, unpacked, or answered with a 500."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.utils import timezone

from complaints.case.models import Complaint
from complaints.case.receiving import log_complaint
from complaints.evidence import services
from complaints.evidence.models import StoredFile
from tests.api.callers import Caller
from tests.evidence.hostile import FILES
from tests.evidence.made import Upload
from tests.factories import MONDAY, given, make_complaint, make_person, op

# What it proves is the same on both databases: it runs once.
pytestmark = pytest.mark.once

PASSWORD = "otter-violin-granite-lamp"
# What is kept, because it is a kind that the desk takes; all else must be refused.
KEPT = {
    "HTML further down a text", "HTML in a CSV", "MHTML", "script", "PDF and HTML", "PDF with a script", "PDF that launches", "PDF called HTML",
    "JPEG and HTML", "JPEG called HTML", "PNG with HTML behind", "PNG and ZIP", "PNG that unpacks for ever", "XLSX that is small but deep",
    "DOCX with an entity bomb", "ZIP with a path out", "mail in HTML", "test virus", "name with a NUL", "name turned round", "name of 300 signs",
    "name a system keeps", "name of a picture sign", "name with leading dots", "name with a line end", "name that is markup",
}
SAFE_TYPES = re.compile(r"(application/(pdf|vnd\.[a-z.-]+)|image/(png|jpeg)|message/rfc822|text/(plain|csv); charset=utf-8)\Z")


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.fixture
def agent(client, db):
    client.force_login(make_person())
    return client


def is_inert(answer):
    headers = answer.headers
    assert headers["Content-Disposition"].startswith("attachment") and headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'" and SAFE_TYPES.match(headers["Content-Type"])
    assert not {"\r", "\n", "\x00"} & set("".join(headers.values())) and "X-Evil" not in headers


@pytest.mark.parametrize("what", FILES)
def test_on_the_page_it_is_refused_in_a_sentence_or_kept_inert(agent, what):
    name, body = FILES[what]
    complaint = make_complaint()
    address = f"/c/{complaint.reference}/files/"
    answer = agent.post(address, {"op_id": op(), "file": SimpleUploadedFile(name, body, content_type="image/png")})
    assert answer.status_code == (302 if what in KEPT else 422 if what == "empty" else 415)
    assert agent.get(address).status_code == 200
    for row in StoredFile.objects.all():
        is_inert(agent.get(f"{address}{row.pk}/"))


@pytest.mark.parametrize("what", FILES)
def test_at_the_api_it_is_refused_by_the_contract_or_kept_inert(db, what):
    name, body = FILES[what]
    complaint, caller = make_complaint(), Caller(make_person())
    upload = SimpleUploadedFile(name, body, content_type="text/html")
    answer = caller.client.post(f"/api/v1/complaints/{complaint.reference}/files", {"op_id": op(), "file": upload}, headers=caller.headers)
    assert answer.status_code == (201 if what in KEPT else 422 if what == "empty" else 415), answer.content
    if what in KEPT:
        is_inert(caller.get(f"/complaints/{complaint.reference}/files/{answer.json()['id']}"))


@pytest.mark.django_db
@pytest.mark.parametrize("what", sorted(KEPT))
def test_a_kept_name_has_no_path_no_mark_and_the_ending_of_what_it_is(what):
    name, body = FILES[what]
    complaint = make_complaint()
    services.keep_file(complaint.reference, Upload(name, body), {"op_id": op()}, by=make_person(), now=MONDAY)
    kept = StoredFile.objects.get().name
    assert not set(kept) & set("/\\\x00\r\n\u202e") and not kept.startswith(".") and len(kept) <= 160
    assert kept.rpartition(".")[2].lower() in {"pdf", "png", "jpg", "jpeg", "xlsx", "docx", "eml", "txt", "csv"}


@pytest.fixture
def people(real_db):
    person = make_person("agent", "dan-whitlock")
    person.set_password(PASSWORD)
    person.save()
    return person


@pytest.fixture
def kept_files(people):
    """Every hostile file that is kept, on one complaint."""
    now = timezone.now() - timedelta(minutes=5)
    complaint = Complaint.objects.get(pk=log_complaint(given(received_at=now.isoformat()), by=people, now=now).ids["complaint"])
    for what in sorted(KEPT):
        services.keep_file(complaint.reference, Upload(*FILES[what]), {"op_id": op(), "what": what}, by=people, now=now)
    return complaint


@pytest.fixture
def tab(live_url, chromium, monkeypatch, people):
    """A page of a browser in which the agent signed in; `.dialogs` collects what any page says."""
    from playwright.sync_api import sync_playwright

    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_context(base_url=live_url, viewport={"width": 1366, "height": 768}).new_page()
        page.dialogs = []
        page.on("dialog", lambda dialog: (page.dialogs.append(dialog.message), dialog.dismiss()))
        page.goto("/sign-in/")
        page.fill("input[name=username]", people.username)
        page.fill("input[name=password]", PASSWORD)
        page.click("main button[type=submit]")
        page.wait_for_url(re.compile(r"^(?!.*sign-in)"))
        yield page
        browser.close()
        connections["default"].close()
        del connections["default"]


@pytest.mark.browser
@pytest.mark.timeout(240)
def test_in_chromium_the_served_files_run_nothing(tab, kept_files):
    address = f"/c/{kept_files.reference}/files/"
    tab.goto(address, wait_until="load")
    assert tab.locator("img.thumb").count() >= 2 and "RUN" not in tab.title()
    for row in StoredFile.objects.all():
        tab.evaluate("address => { const frame = document.createElement('iframe'); frame.src = address; document.body.append(frame) }",
                     f"{address}{row.pk}/")
        with tab.expect_download() as fetched, pytest.raises(Exception, match="Download is starting"):
            tab.goto(f"{address}{row.pk}/")
        assert fetched.value.path().read_bytes() == services.open_file(kept_files, row.pk)[1].read_bytes()
    for document in tab.frames:
        assert document.evaluate("document.documentElement.getAttribute('data-run')") is None
    assert not tab.dialogs and "RUN" not in tab.title()
