"""The lines of a letter that sum up what was told: each contact of the log and each letter, in the customer's language. Pure.

The words of a line are those of the log; they are left out where they were erased.
"""

from collections.abc import Mapping
from typing import Any

from complaints.letters.kinds import Kind, Language
from complaints.letters.wording import shorten

LONGEST = 400
ENGLISH, WELSH = Language.ENGLISH, Language.WELSH

YOU: Mapping[Language, Mapping[str, str]] = {
    ENGLISH: {"telephone": "you rang us", "letter": "you wrote to us", "email": "you emailed us", "in_person": "you spoke to us in person",
              "web": "you wrote to us on our website", "social": "you wrote to us on social media"},
    WELSH: {"telephone": "gwnaethoch ein ffonio", "letter": "ysgrifennoch atom", "email": "anfonoch e-bost atom",
            "in_person": "siaradoch â ni wyneb yn wyneb", "web": "ysgrifennoch atom ar ein gwefan",
            "social": "ysgrifennoch atom ar y cyfryngau cymdeithasol"},
}
WE: Mapping[Language, Mapping[str, str]] = {
    ENGLISH: {"telephone": "we rang you", "letter": "we wrote to you", "email": "we emailed you", "in_person": "we spoke to you in person",
              "web": "we wrote to you on our website", "social": "we wrote to you on social media"},
    WELSH: {"telephone": "gwnaethom eich ffonio", "letter": "ysgrifenasom atoch", "email": "anfonasom e-bost atoch",
            "in_person": "siaradasom â chi wyneb yn wyneb", "web": "ysgrifenasom atoch ar ein gwefan",
            "social": "ysgrifenasom atoch ar y cyfryngau cymdeithasol"},
}
TRIED = {ENGLISH: "we tried to reach you", WELSH: "ceisiasom gysylltu â chi"}
HEARD_FROM = {ENGLISH: "we heard from {}", WELSH: "clywsom gan {}"}
WE_SENT = {ENGLISH: "we sent you {}", WELSH: "anfonasom {} atoch"}
LETTERS: Mapping[Language, Mapping[Kind, str]] = {
    ENGLISH: {Kind.ACKNOWLEDGEMENT: "an acknowledgement", Kind.RESOLUTION: "a letter about how we settled it", Kind.UPDATE: "an update",
              Kind.DEADLOCK: "our final position", Kind.EIGHT_WEEK: "our eight-week letter",
              Kind.COMPLIANCE_CONFIRMATION: "a letter confirming what we did", Kind.PAYMENT_NOTICE: "a notice of a payment"},
    WELSH: {Kind.ACKNOWLEDGEMENT: "gydnabyddiaeth", Kind.RESOLUTION: "lythyr am sut y gwnaethom ei datrys", Kind.UPDATE: "ddiweddariad",
            Kind.DEADLOCK: "ein safbwynt terfynol", Kind.EIGHT_WEEK: "ein llythyr wyth wythnos",
            Kind.COMPLIANCE_CONFIRMATION: "lythyr yn cadarnhau’r hyn a wnaethom", Kind.PAYMENT_NOTICE: "hysbysiad o daliad"},
}
CHANNELS = {"telephone", "letter", "email", "in_person", "web", "social"}
assert set(YOU) == set(WE) == set(LETTERS) == set(TRIED) == set(HEARD_FROM) == set(WE_SENT) == set(Language)
assert all(set(words) == CHANNELS for table in (YOU, WE) for words in table.values())
assert all(set(words) == set(Kind) for words in LETTERS.values())


def contact_line(data: Mapping[str, Any], words: Mapping[str, Any], language: Language) -> str:
    """"we rang you: …" with what was said, cut between words where it is long."""
    lead = _lead(data, words, language)
    said = shorten(str(words.get("summary") or ""), LONGEST)
    return f"{lead}: {said}" if said else lead


def _lead(data: Mapping[str, Any], words: Mapping[str, Any], language: Language) -> str:
    if data["direction"] == "outbound":
        return WE[language][data["channel"]] if data.get("reached") else TRIED[language]
    who = words.get("who") or {}
    return HEARD_FROM[language].format(who["name"]) if who.get("name") else YOU[language][data["channel"]]


def letter_line(kind: str, language: Language) -> str:
    return WE_SENT[language].format(LETTERS[language][Kind(kind)])
