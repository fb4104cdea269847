"""The doubtful sentences of the company's document that have another fair reading: ours, and the other. Words only."""

from collections.abc import Mapping
from typing import NamedTuple


class Reading(NamedTuple):
    ours: str
    other: str


READINGS: Mapping[str, Reading] = {
    "A4": Reading("A further payment needs a whole further period off; the first needs more than the limit.",
                  "A period must be exceeded, not only reached."),
    "A5": Reading("Late days are working days after the limit, the day it is done included, a day off counting as the next working day.",
                  "One day more, or a day off counting as the last working day."),
    "A6": Reading("One payment for each period of lateness begun.", "One more at exact multiples of a period."),
    "A7": Reading("The failure is on the day on which the limit ran out.", "It is on the day after, which moves some dates by a working day."),
    "A9": Reading("The closing minute is still inside.", "It is already outside."),
    "A10": Reading("A report or claim after hours or on a day off counts on the next working day.", "It counts on its own day."),
    "A11": Reading("Outside hours it counts from the next opening.", "It counts from midnight."),
    "A12": Reading("The sum is worked out exactly, limited, and rounded once, half a penny up.", "Each step is rounded."),
    "A17": Reading("The length and the hours of a slot are a promise without a payment.", "A slot of the wrong shape is paid for."),
    "A18": Reading("Told by the end of the last working day before the visit is enough.", "A clear working day must lie between."),
    "A19": Reading("It covers households and small businesses.", "It covers everybody."),
    "A20": Reading("One contact costs two payments at most: one for the assessment, one for explanation and email.", "Three."),
    "A26": Reading("The costs are what the customer pays before the time starts; the payment is the fixed sum.", "The costs are paid on top."),
    "A28": Reading("Telling us outside call hours excuses us only where staff choose that exemption.", "It counts from the next opening."),
    "A31": Reading("The most limits the whole payment.", "It limits the further payments alone."),
    "A32": Reading("The time runs from first knowing of it.", "It runs from the loss of supply."),
    "A34": Reading("An interruption belongs to the year in which it began; a claim out of hours counts on the next working day also at the end.",
                   "It counts on its own day at the end."),
    "A36": Reading("Days of notice are days of the calendar, by date.", "They are clear days."),
    "A37": Reading("The offer of a visit must be made in time.", "The visit itself must fall in that time."),
    "A38": Reading("Staff say whether an appointment was offered and kept; morning and afternoon are not defined.", "Fixed hours."),
    "A39": Reading("Paying late costs once more, once, with no day of its own.", "It has a day of its own."),
    "A43": Reading("Extra-high voltage goes before high, high before low; the small project is read narrowly.",
                   "A single business with a low-voltage extension is small."),
    "A50": Reading("The time runs from the interruption.", "It runs from the transporter’s knowing."),
    "A52": Reading("The months to claim run from the interruption.", "They run from the failure, a day later at most."),
    "A53": Reading("The fifth working day after the notice may be the day of the interruption.", "Five clear working days must lie between."),
    "A56": Reading("A wrong quotation does not stop the clock of its kind.", "The days run from its being found wrong."),
    "A60": Reading("Compensation falls due when the sum is fixed: at the claim, or when it is done at last.", "It falls due at the failure."),
}
