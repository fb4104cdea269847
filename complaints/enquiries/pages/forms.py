"""What the pages of asking and referring ask. Fields and their words; nothing is decided here."""

from complaints.case.pages.forms import GatheringForm, choice, day_field, line_field, words_field

BODIES = [("citizens_advice", "Citizens Advice"), ("extra_help_unit", "The Extra Help Unit"), ("mp", "A Member of Parliament"), ("ofgem", "Ofgem")]


class AskForm(GatheringForm):
    to = choice("Whom", [], "A team, or a colleague by name.", radio=False)
    what = words_field("What you need to know", "One question, so that they can answer without opening the complaint.")
    due_on = day_field("By")


class AnswerForm(GatheringForm):
    text = words_field("Your answer", "It goes into the complaint as you write it.", rows=5)


class ReferralForm(GatheringForm):
    body = choice("Who referred it", BODIES)
    their_reference = line_field("Their reference", "If they gave one.")
    referred_on = day_field("Referred on")
    what = words_field("What they ask of us", rows=3)
    due_on = day_field("They want our reply by")
