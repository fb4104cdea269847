"""What each move asks on its page. Fields and their words; nothing is decided here."""

from complaints.case.channels import NAMES
from complaints.case.pages.forms import GatheringForm, choice, day_field, line_field, moment_field, words_field, yes_no
from complaints.case.stages import MOVES

CHANNELS = list(NAMES.items())


class MoveForm(GatheringForm):
    """Every move may say when it happened; left empty it is now."""

    folds = {"why_late_entry": "It happened more than one working day ago: say why it is entered late"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["at"] = moment_field("When", "Leave empty for now. London time.")
        self.fields["why_late_entry"] = line_field("Why entered late", "What kept it from being entered at once.")


class EscalateForm(MoveForm):
    reason = words_field("Why", "What does the customer want looked at again?")
    asked_by_customer = yes_no("Did the customer ask for it?")
    senior_manager = choice("Who reviews it", [], "May be left to the reviews queue.", radio=False)


class SendUpdateForm(MoveForm):
    summary = words_field("What the customer was told", "Our position, as you said it.", rows=5)
    channel = choice("How", CHANNELS)


class DeclareDeadlockForm(MoveForm):
    customer_said = words_field("In the customer’s words", "How they made clear that our answer does not satisfy them. It starts the 5 days.")
    final_position = words_field("Our final position", "On each point of the complaint. It is offered to whoever writes the deadlock letter.", rows=6)
    handling = words_field("How we handled it", "What the review found on the handling of the complaint.")
    offer__text = words_field("Our offer", "Leave empty if there is none.", rows=2)
    offer__stays_open = yes_no("Does it stay open if they go to the Ombudsman?")
    offer__open_until = day_field("Open until", "The last day to accept it, if there is one.")
    sections = [("", ["customer_said", "final_position", "handling"]), ("Offer", ["offer__text", "offer__stays_open", "offer__open_until"]),
                ("", ["at", "why_late_entry"])]


class ReferToOmbudsmanForm(MoveForm):
    referred_on = day_field("Day they went")
    because = choice("Why the Ombudsman can look at it", [
        ("deadlock", "We gave our final answer (deadlock)"), ("eight_weeks", "8 weeks have passed"), ("ombudsman_took_it", "The Ombudsman took it"),
    ])
    ombudsman_reference = line_field("Ombudsman’s reference")


class ReturnFromOmbudsmanForm(MoveForm):
    returned_on = day_field("Day it came back")
    reason = words_field("Why the Ombudsman did not take it")


class RecordDecisionForm(MoveForm):
    """`decided`: a decision stands already, so this one may change it on review."""

    decided_on = day_field("Day of the decision")
    outcome = choice("Outcome", [("upheld", "Upheld"), ("partly_upheld", "Partly upheld"), ("not_upheld", "Not upheld"), ("settled", "Settled")])
    ombudsman_reference = line_field("Ombudsman’s reference", "If it is not on record yet.")
    on_review = choice("Changed on review", [("", "Not on review"), ("error_of_fact", "An error of fact"), ("new_evidence", "New evidence")],
                       "A decision is on record already: why the Ombudsman changed it.", radio=False)
    customer_accepted_on = day_field("Customer accepted on", "If it is known already.")
    we_were_told_on = day_field("We were told on", "Starts the 28 days.")

    ROWS = 4
    KINDS = [("", "–"), ("explanation", "Explanation"), ("apology", "Apology"), ("action", "Action"), ("money", "Money")]

    def __init__(self, *args, decided=False, **kwargs):
        super().__init__(*args, **kwargs)
        if not decided:
            del self.fields["on_review"]
        asked = []
        for place in range(self.ROWS):
            names = [f"required__{place}__kind", f"required__{place}__text", f"required__{place}__amount_gbp"]
            fields = (choice("What", self.KINDS, radio=False), line_field("In words"), line_field("£"))
            self.fields.update(zip(names, fields, strict=True))
            asked.append((f"Required of us, {place + 1}", names))
        top = ["decided_on", "outcome", *(["on_review"] if decided else []), "ombudsman_reference"]
        end = ["customer_accepted_on", "we_were_told_on", "at", "why_late_entry"]
        self.sections = [("", top), ("", asked), ("", end)]

    def given(self):
        return {"required": [], **super().given()}


class RecordAcceptanceForm(MoveForm):
    accepted = yes_no("Did the customer accept?", "If they accept, we must do it; they need not accept.")
    on = day_field("Day of their answer")
    we_were_told_on = day_field("Day we were told")


class CloseAfterDecisionForm(MoveForm):
    because = choice("Why", [
        ("customer_refused", "The customer refused the decision"), ("no_answer", "The customer did not answer"), ("not_upheld", "Not upheld"),
        ("ombudsman_closed", "Closed by the Ombudsman"),
    ])


class SetAsideForm(MoveForm):
    reason = choice("Why", [("not_ours", "Not ours"), ("duplicate", "Duplicate of another"), ("logged_in_error", "Logged in error")])
    told_customer_on = day_field("Customer was told on")
    passed_to = line_field("Passed to", "For one that is not ours.")
    duplicate_of = line_field("Duplicate of", "Reference of the earlier complaint; its receipt stands.")


class ConfirmComplianceForm(MoveForm):
    """One day for each thing that the decision requires, and the file that shows it; the page hands in texts and files."""

    def __init__(self, *args, required=(), files=(), **kwargs):
        super().__init__(*args, **kwargs)
        for place, item in enumerate(required):
            self.fields[f"done__{place}__done_on"] = day_field(f"{item['kind'].capitalize()} done on", item["text"])
            self.fields[f"done__{place}__proof"] = choice("Shown by", [("", "No file"), *files], "A file of this case that proves it.", radio=False)

    def given(self):
        given = super().given()
        places = [name.split("__")[1] for name in self.fields if name.endswith("__done_on")]
        given["done"] = [self._done(place) for place in places if self._value(f"done__{place}__done_on")]
        return given

    def _done(self, place):
        proof = self._value(f"done__{place}__proof") or ""
        done = {"index": int(place), "done_on": self._value(f"done__{place}__done_on")}
        return done | ({"proof": int(proof)} if proof.isascii() and proof.isdigit() and len(proof) < 19 else {})


class ResolveForm(MoveForm):
    folds = {**MoveForm.folds, "late_reason": "A deadline of this complaint was missed: say why it was late"}
    basis = words_field("On what basis it is resolved", rows=3)
    agreed_by = choice("Who agreed", [("customer", "The customer agrees"), ("provider", "We consider it resolved")])
    proposal_told_on = day_field("Proposal told on", "Only where we consider it resolved.")
    why_reasonable = words_field("Why that is reasonable", "Only where we consider it resolved.", rows=2)
    at_fault = yes_no("Were we at fault?")
    explanation__given = yes_no("Explanation given?")
    explanation__text = words_field("What was explained", rows=2)
    explanation__why_not = line_field("Or why it is not due")
    apology__given = yes_no("Apology given?")
    apology__text = words_field("What was said", rows=2)
    apology__why_not = line_field("Or why it is not due")
    corrective_action__given = yes_no("Corrective action?")
    corrective_action__text = words_field("What it is", rows=2)
    corrective_action__why_not = line_field("Or why it is not due")
    corrective_action__for_customer = yes_no("Owed to this customer?", "Then it has to be done before the complaint is resolved.")
    corrective_action__done_on = day_field("Done on")
    corrective_action__owner = line_field("Who does it", "For an action that outlives the complaint.")
    corrective_action__due_on = day_field("Due on")
    handling = words_field("How we handled it", "From senior review: what the review found on the handling.", rows=2)
    late_reason = words_field("Why it was late", "Asked where a deadline of this complaint was missed.", rows=2)
    sections = [
        ("", ["basis", "agreed_by", "proposal_told_on", "why_reasonable", "at_fault"]),
        ("Explanation", ["explanation__given", "explanation__text", "explanation__why_not"]),
        ("Apology", ["apology__given", "apology__text", "apology__why_not"]),
        ("Corrective action", ["corrective_action__given", "corrective_action__text", "corrective_action__why_not",
                               "corrective_action__for_customer", "corrective_action__done_on", "corrective_action__owner",
                               "corrective_action__due_on"]),
        ("Then", ["handling", "late_reason", "at", "why_late_entry"]),
    ]


class WithdrawForm(MoveForm):
    customer_said = words_field("In the customer’s words", "Their own words; never a way to close an unresolved complaint.")


class LapseForm(MoveForm):
    pass


class ReopenForm(MoveForm):
    customer_said = words_field("What the customer said")


FORMS: dict[str, type[MoveForm]] = {
    "escalate": EscalateForm, "send_update": SendUpdateForm, "declare_deadlock": DeclareDeadlockForm,
    "refer_to_ombudsman": ReferToOmbudsmanForm, "return_from_ombudsman": ReturnFromOmbudsmanForm, "record_decision": RecordDecisionForm,
    "record_acceptance": RecordAcceptanceForm, "close_after_decision": CloseAfterDecisionForm, "set_aside": SetAsideForm,
    "confirm_compliance": ConfirmComplianceForm, "resolve": ResolveForm, "withdraw": WithdrawForm, "lapse": LapseForm, "reopen": ReopenForm,
}
assert set(FORMS) == set(MOVES)

DANGER = frozenset({"withdraw", "set_aside", "lapse", "close_after_decision"})
