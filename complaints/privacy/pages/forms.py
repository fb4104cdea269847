"""What the pages of people's rights ask. Fields and their words; nothing is decided here."""

from complaints.case.pages.forms import GatheringForm, choice, day_field, line_field, words_field, yes_no
from complaints.privacy.erasure import AGAINST, FOR, GROUND_WORDS

RIGHT_WORDS = {"access": "A copy of their data", "erasure": "To be erased"}
HOW = [("by letter", "By letter"), ("by email", "By email"), ("in person", "In person"), ("by telephone", "By telephone")]


class FindForm(GatheringForm):
    name = line_field("Name")
    postcode = line_field("Postcode")
    account = line_field("Account number")
    phone = line_field("Phone")
    email = line_field("Email address")
    meter = line_field("MPAN or MPRN")


class RequestForm(GatheringForm):
    keep_empty = ("right",)
    right = choice("What they ask for", list(RIGHT_WORDS.items()))
    received_on = day_field("Received on", )
    person__name = line_field("Their name")
    person__account_number = line_field("Account number")
    person__postcode = line_field("Postcode")
    person__email = line_field("Email address")
    person__phone = line_field("Phone")
    person__address = words_field("Address", rows=2)


class AnswerForm(GatheringForm):
    how = choice("How it was answered", HOW)


class ExtendForm(GatheringForm):
    told_on = day_field("They were told on")
    why = words_field("Why it takes longer", "The reason that they were given: many requests, or a complex one.")


class AssessForm(GatheringForm):
    outcome = choice("Your assessment", [("allowed", "Erase all chosen records"), ("partly", "Erase the chosen records, keep others"),
                                         ("refused", "Refuse")])
    ground = choice("Ground", [("To erase", [(name, GROUND_WORDS[name]) for name in FOR]),
                               ("To keep", [(name, GROUND_WORDS[name]) for name in AGAINST])], radio=False)
    why = words_field("Why", "What you weighed. It goes with the person’s other words once they are erased.")


class DecideForm(GatheringForm):
    agreed = yes_no("Do you agree with this assessment?")
    why = words_field("Why not", "Needed where you do not agree: it goes back to whoever assessed it.")


class GoOnForm(GatheringForm):
    """Nothing is asked: it was all decided."""


class HoldForm(GatheringForm):
    why = words_field("Why")


class RestrictForm(GatheringForm):
    keep_empty = ("people",)

    people = words_field("Who else may see it", "Usernames, one on each line. Compliance sees it always.")
    reason = words_field("Why")

    def given(self) -> dict:
        told = super().given()
        return {**told, "people": [name.strip() for name in (told.get("people") or "").splitlines() if name.strip()]}


class LiftForm(GatheringForm):
    reason = words_field("Why")
