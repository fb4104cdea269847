"""What the pages beside the moves ask: contact, date, done, owner. Fields and their words; nothing is decided here."""

from django import forms

from complaints.case.pages.forms import GatheringForm, choice, day_field, line_field, moment_field, words_field, yes_no
from complaints.case.pages.move_forms import CHANNELS

SIGNPOSTS = [("ombudsman", "The Energy Ombudsman"), ("advice", "Free advice"), ("procedure_offered", "Our procedure, offered"),
             ("procedure_sent", "Our procedure, sent"), ("reference_and_name", "Reference and my name")]

HOLDING = [("", "No"), ("visit", "A visit is needed"), ("third_party", "A third party is needed")]


class ContactForm(GatheringForm):
    direction = choice("Who contacted whom", [("inbound", "They contacted us"), ("outbound", "We contacted them")])
    channel = choice("How", CHANNELS)
    reached = yes_no("Did we reach them?")
    summary = words_field("What was said", "As close to their words as you can.", rows=5)
    advice = words_field("Advice given or action agreed", rows=2)
    not_satisfied = yes_no("Did they say they are not satisfied?", "In senior review this alerts the manager at once.")
    signposted = forms.MultipleChoiceField(label="Told about", choices=SIGNPOSTS, required=False, widget=forms.CheckboxSelectMultiple())
    promised__what = line_field("We promised")
    promised__due_on = day_field("By")
    who__name = line_field("Somebody else spoke", "Name, if it was not the customer.")
    who__capacity = line_field("As their")
    holding_reply = choice("Written holding reply", HOLDING, radio=False)
    at = moment_field("When", "Leave empty for now. London time.")
    sections = [("", ["direction", "channel", "reached", "summary", "advice", "not_satisfied", "signposted"]),
                ("If it applies", [("Promised", ["promised__what", "promised__due_on"]), ("Somebody else", ["who__name", "who__capacity"]),
                                   "holding_reply", "at"])]

    def _value(self, name):
        if name == "signposted":
            return self.fields[name].widget.value_from_datadict(self.data, self.files, name)
        return super()._value(name)


class ClockForm(GatheringForm):
    kind = choice("What for", [
        ("promise", "A promise to the customer"), ("corrective_action", "An action we owe"), ("information_request", "An answer from another team"),
        ("referral_reply", "A reply to who referred it"), ("ombudsman_file", "The Ombudsman’s request for our file"),
    ])
    what = words_field("What has to be done", rows=2)
    due_on = day_field("By")
    for_customer = yes_no("Owed to this customer?", "Then the complaint stays open until it is done.")
    agreed_on = day_field("Agreed on", "Leave empty for today.")


class MetForm(GatheringForm):
    how = words_field("How it was done", rows=2)
    at = moment_field("When", "Leave empty for now. London time.")


class NoteForm(GatheringForm):
    """`ask_again` is set where the note names somebody who would not be told: then it may be kept as it is."""

    ask_again = False
    text = forms.CharField(label="Internal note", required=False, strip=False, widget=forms.Textarea(attrs={
        "id": "note", "rows": 1, "maxlength": 20000, "class": "form-control", "data-key": "n",
        "placeholder": "Internal note, @ names a colleague. Never shown to the customer."}))
    as_is = forms.BooleanField(label="Keep it as it is", required=False)


class CorrectNoteForm(GatheringForm):
    not_yet = "changed"
    text = words_field("Internal note", "Never shown to the customer.", rows=5)


class AssignForm(GatheringForm):
    not_yet = "changed"
    owner = choice("Owner", [], radio=False)
    team = choice("Team", [], radio=False)
    reason = line_field("Why")
