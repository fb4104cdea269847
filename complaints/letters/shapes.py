"""What calls on letters take, as the contract names it. Shapes only."""

from typing import Literal

from complaints.letters.kinds import Kind
from complaints.letters.moves import MOVES
from complaints.record.parsing import Blank, Day, Shape, Words, Yes


class DraftIn(Shape):
    kind: Literal[tuple(kind.value for kind in Kind)]  # type: ignore[valid-type]


class EditIn(Shape):
    sections: dict[str, Blank]


class Nothing(Shape):
    pass


class ReturnIn(Shape):
    reason: Words


class SendIn(Shape):
    method: Literal["post", "email"]
    sent_on: Day | None = None


class SettleIn(Shape):
    was_sent: Yes
    how_known: Words


class ReceivedIn(Shape):
    received_on: Day


class UndeliveredIn(Shape):
    on: Day
    why: Words
    how_known: Words


SHAPES: dict[str, type[Shape]] = {
    "submit": Nothing, "approve": Nothing, "return": ReturnIn, "send": SendIn, "settle": SettleIn, "received": ReceivedIn,
    "undelivered": UndeliveredIn,
}
assert set(SHAPES) == set(MOVES)
