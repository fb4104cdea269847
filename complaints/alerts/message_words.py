"""What a message says, in words: for the alerts page and for mail. Names the complaint and who did it, never the customer, and
quotes nothing: the words lie on the case."""

from complaints.alerts.models import Message

SAID = {
    Message.Kind.MENTION: "{who} named you in a note", Message.Kind.ASSIGNED: "{who} gave you this complaint",
    Message.Kind.LETTER_RETURNED: "{who} returned your letter", Message.Kind.ASKED: "{who} asked you for an answer",
    Message.Kind.ANSWERED: "{who} answered what you asked",
    Message.Kind.PROMISE: "A promise to the customer is due",
}
assert set(SAID) == set(Message.Kind)
THE_DESK = "The desk"


def said(message: Message) -> str:
    """Give it with its event and who did it loaded."""
    who = message.event.by.full_name if message.event.by else THE_DESK
    return SAID[Message.Kind(message.kind)].format(who=who)


def line(message: Message) -> str:
    """The whole in one line of plain text."""
    return f"{message.complaint.reference}: {said(message)}."
