"""What bulk work asks: to whom, which words, which letter. Fields and their words; nothing is decided here."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from complaints.bulk.acts import ACTS, BACK
from complaints.bulk.load import Load, load_of_owners
from complaints.bulk.services import LETTER_NAMES
from complaints.case.pages import what_for
from complaints.case.pages.forms import GatheringForm, choice, line_field, words_field
from complaints.clocks import words
from complaints.letters.kinds import WITHOUT_APPROVAL
from staff.absences import away_on
from staff.models import Person, Team


class AssignForm(GatheringForm):
    to = choice("New owner", [], radio=False)
    reason = line_field("Reason", "Goes into each timeline.")


class NoteForm(GatheringForm):
    text = words_field("The note", "Staff see it, customers do not. The same words go to each complaint.", rows=3)


class LetterForm(GatheringForm):
    kind = choice("Letter", [], "Each is a draft: somebody reads, completes and sends it.", radio=False)


class ExportForm(GatheringForm):
    columns = choice("Columns", [("plain", "Without personal data"), ("all", "All columns")], "The table below says which hold personal data.")
    format = choice("File", [("xlsx", "Spreadsheet (XLSX)"), ("csv", "Plain table (CSV)")])
    reason = what_for.reason_field()


FORMS: Mapping[str, type[GatheringForm]] = {"assign": AssignForm, "note": NoteForm, "letter": LetterForm, "export": ExportForm}
assert set(FORMS) == set(ACTS)


def form_for(name: str, data: Any, person: Person, today: date, **initial: str) -> GatheringForm:
    """The form of that act, filled with what there is to choose from."""
    form = FORMS[name](data, initial=initial)
    if name == "assign":
        form.fields["to"].choices = receivers(person, today)
    if name == "letter":
        kinds = [(kind.value, name + ("" if kind in WITHOUT_APPROVAL else ", goes to a second person")) for kind, name in LETTER_NAMES.items()]
        form.fields["kind"].choices = [("", "Choose a letter"), *kinds]
    return form


def receivers(person: Person, today: date) -> list[tuple[str, Any]]:
    """Everybody at work with how much they have, then the teams."""
    loads, away = load_of_owners(person, today), away_on(today)
    people = Person.objects.filter(is_active=True).exclude(role="compliance_officer").order_by("full_name", "pk")
    told = [(f"person:{one.username}", f"{_name(one, person)}, {load_words(loads.get(one.pk, Load()))}{_away(one, away)}") for one in people]
    teams = [(f"team:{team.slug}", f"{team.name}, nobody yet") for team in Team.objects.in_use()]
    return [("", "Choose a person or a team"), (BACK, "Each back to its own team"), ("People", told), ("Teams", teams)]


def _name(one: Person, person: Person) -> str:
    return f"{one.full_name} (you)" if one.pk == person.pk else one.full_name


def _away(one: Person, away: Mapping[int, date]) -> str:
    return f", away until {words.tiny_day(away[one.pk])}" if one.pk in away else ""


def load_words(load: Load) -> str:
    """"14 open, none overdue"."""
    if not load.total:
        return "nothing open"
    return f"{load.total:,} open, {f'{load.overdue:,}' if load.overdue else 'none'} overdue"
