"""The doubtful sentences of the company's document on eligibility that have another fair reading: ours, in words. No rule lives here."""

from collections.abc import Mapping

READINGS: Mapping[str, str] = {
    "Q4": "At exactly one or two years consumption, staff and sums are worked out both ways, and both must agree.",
    "Q6": "The supply period counts; a contract that began on another day and changes the way or the result needs judgement.",
    "Q7": "The fuel complained about decides; another one within its limit is a matter of judgement.",
    "Q12": "Seven months from the letter hold for complaints begun before 1 October 2015, although the scheme’s site said six.",
}
