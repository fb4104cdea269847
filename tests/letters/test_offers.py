"""Whether a person's own words say that the offer stays, ends, or is none."""

import pytest

from complaints.letters.kinds import Language
from complaints.letters.offers import says_there_is_none, says_whether_it_stays

SAID = [
    "No offer is made.",
    "We make no offer.",
    "None.",
    "I am not making an offer.",
    "We offered £75. It stays open if you go to the Energy Ombudsman.",
    "Our offer of £75 stands until 30 June 2026.",
    "The offer remains open.",
    "£75, open until 30 June.",
    "We offer £75. We withdraw it if you go to the Ombudsman.",
    "The offer lapses on 30 June.",
    "We do not offer any money.",
    "There is nothing further to offer.",
]
UNSAID = ["We offered you £75 for the delay on 30 April.", "£75.", "We offer to relay the paving.", ""]


@pytest.mark.parametrize("words", SAID)
def test_words_that_say_whether_the_offer_stays(words):
    assert says_whether_it_stays(words, Language.ENGLISH)


@pytest.mark.parametrize("words", UNSAID)
def test_words_that_leave_it_open_whether_the_offer_stays(words):
    assert not says_whether_it_stays(words, Language.ENGLISH)


@pytest.mark.parametrize(
    ("words", "said"),
    [("Nid oes cynnig.", True), ("Bydd y cynnig yn aros ar agor.", True), ("Cynigiwyd £75 i chi am yr oedi.", False)],
)
def test_in_welsh(words, said):
    assert says_whether_it_stays(words, Language.WELSH) is said


@pytest.mark.parametrize("words", ["No offer is made.", "None.", "We do not have an offer to make beyond the payments that you have had."])
def test_words_after_which_nothing_is_left_to_accept(words):
    assert says_there_is_none(words, Language.ENGLISH)


@pytest.mark.parametrize("words", [
    "", "We can’t offer more than £75.", "No offer beyond the £75 that we offered.", "You have no need to accept our offer now.",
    "No further offer; ours stays open.", "We do not offer money but a new kettle.",
])
def test_words_that_may_leave_something_to_accept(words):
    assert not says_there_is_none(words, Language.ENGLISH)
