"""What the calls on findings, payments and offers take, as the contract names it. Shapes only: what they mean is decided in services."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from complaints.record.parsing import BlankLine, Day, Moment, Money, Shape, Words

MOST_GBP = 1_000_000


def _some_money(value: Any) -> Any:
    if not 0 < value <= MOST_GBP:
        raise ValueError("Give a sum from £0.01 to £1,000,000.00.")
    return value


Sum = Annotated[Money, AfterValidator(_some_money)]
Method = Annotated[BlankLine, Field(max_length=60)]
Why = Annotated[Words, Field(max_length=5_000)]


class FindingIn(Shape):
    """`POST …/findings`. The facts are those that the standard names; what the case knows may be left out. `route`: how a network's
    payment reaches the customer; `method_asked`: the way to pay that the customer asked for."""

    code: Annotated[BlankLine, Field(max_length=40)]
    facts: dict[str, Any]
    rulebook: Literal["documents", "law"] | None = None
    as_of: Moment | None = None
    route: Literal["direct", "via_supplier"] = "direct"
    method_asked: Method = ""


class PaymentIn(Shape):
    kind: Literal["goodwill", "refund", "loss", "award"]
    amount_gbp: Sum
    why: Why
    method_asked: Method = ""


class Approve(Shape):
    """`below_law_why`: why less than the law's own sum is paid; only a compliance officer may."""

    below_law_why: Annotated[BlankLine, Field(max_length=2_000)] = ""


class Refuse(Shape):
    reason: Why


class Hold(Shape):
    """`to_ofgem_on`: when the customer or we asked Ofgem to decide."""

    reason: Why
    to_ofgem_on: Day | None = None


class Release(Shape):
    """`determined_on`: when Ofgem decided."""

    to_ofgem_on: Day | None = None
    determined_on: Day | None = None


class Pay(Shape):
    method: Annotated[BlankLine, Field(min_length=1, max_length=60)]
    paid_on: Day
    method_refused_why: Annotated[BlankLine, Field(max_length=2_000)] = ""
    told_on: Day | None = None
    told: Literal["customer", "supplier"] | None = None


class Received(Shape):
    received_on: Day


SHAPES: dict[str, type[Shape]] = {
    "approve": Approve, "refuse": Refuse, "hold": Hold, "release": Release, "pay": Pay, "received": Received,
}


class OfferIn(Shape):
    text: Why
    amount_gbp: Sum | None = None
    made_on: Day
    open_until: Day | None = None
    if_ombudsman: Literal["stays", "withdrawn"]


class Answered(Shape):
    """`on`: the day on which the customer answered; left out, today."""

    on: Day | None = None


OFFER_SHAPES: dict[str, type[Shape]] = {"accept": Answered, "refuse": Answered}
