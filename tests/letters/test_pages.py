"""Pages of letters: what waits, the letter with what is missing, one button for the state and the person, conflicts keep words."""

import pytest

from tests.factories import op
from tests.letters.walked import WORDS, approved, deadlocked, drafted, fresh, submitted

pytestmark = pytest.mark.django_db


def post(client, path, **fields):
    return client.post(path, {"op_id": op(), **fields})


def page_of(client, letter, query=""):
    return client.get(f"/letters/{letter.pk}/{query}").content.decode()


def test_the_desk_shows_what_waits_for_whom(signed_in):
    drafted()
    submitted(drafted(complaint=deadlocked()))
    approved(drafted(complaint=deadlocked()))
    text = signed_in().get("/letters/").content.decode()
    assert "Letters: 1 draft to check" in text
    for group in ("Drafts to check (1)", "Awaiting a second person (1)", "Approved, to send (1)"):
        assert group in text


def test_the_letter_page_says_what_is_missing_and_where_to_mend_it(signed_in):
    text = page_of(signed_in(), drafted())
    assert "Deadlock letter: 2 things to fix" in text
    assert "Not written yet: say what our final position is." in text and "?edit=position#part-position" in text
    assert "Send for approval" in text and "Preview PDF" in text


def test_a_section_is_written_on_its_page(signed_in):
    client, letter = signed_in(), drafted()
    assert 'name="position"' in page_of(client, letter, "?edit=position")
    answer = post(client, f"/letters/{letter.pk}/write/", version=letter.version, position=WORDS["position"])
    assert answer.status_code == 302 and fresh(letter).texts["position"] == WORDS["position"]
