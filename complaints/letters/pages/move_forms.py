"""What each move of a letter asks on its page. Fields and their words; nothing is decided here."""

from typing import Any

from complaints.case.pages.forms import GatheringForm, choice, day_field, line_field, words_field, yes_no


class ReturnForm(GatheringForm):
    reason = words_field("Why it goes back", "What has to be changed before it can go.")


class SendForm(GatheringForm):
    """The ways that the case has an address for come first."""

    method = choice("How", [("post", "By post"), ("email", "By email")])
    sent_on = day_field("Posted on", "Leave empty for today. By email it is the day it is handed over.")


class SettleForm(GatheringForm):
    was_sent = yes_no("Did it go?")
    how_known = words_field("How we know", "What the mail server or the customer said.", rows=2)


class ReceivedForm(GatheringForm):
    received_on = day_field("Received on", "The day the customer had it.")


class UndeliveredForm(GatheringForm):
    on = day_field("Came back on")
    why = line_field("Why", "As the post or the mail server said it.")
    how_known = line_field("How we know")


FORMS: dict[str, type[GatheringForm]] = {
    "return": ReturnForm, "send": SendForm, "settle": SettleForm, "received": ReceivedForm, "undelivered": UndeliveredForm,
}


def form_for(name: str, data: Any = None, *, email: bool = True, post: bool = True) -> GatheringForm:
    """The form of the move; sending starts with the way that the case has an address for."""
    initial = {"method": "email" if email and not post else "post"} if name == "send" else {}
    return FORMS[name](data, initial=initial)
