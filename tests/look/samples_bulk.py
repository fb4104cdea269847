"""Sample pages of bulk work: what will change, its result, the print."""
# ruff: noqa: E501 (sample words stay on one line)

from django import forms

from tests.look.samples import LATE, TOMORROW, frame, left, table


class AssignSample(forms.Form):
    to = forms.ChoiceField(label="New owner", choices=[("", "Choose a person or a team"), ("People", [("person:tom", "Tom Ashby, 14 open, none overdue")])])
    reason = forms.CharField(label="Reason", help_text="Goes into each timeline.")


def cell(text: str, **more: object) -> dict:
    return {"text": text, **more}


def the_preview(**changes: object) -> dict:
    will = table("What will change", ("Complaint", "Next due", "Owner now", "Owner then"),
                 (cell("LM-26-04405-A, Gwen Pritchard", strong=True), cell("Tue 12 May 2026", strong=True, status=TOMORROW), "Priya Raman", cell("Tom Ashby", strong=True)),
                 (cell("LM-26-04409-E, Fiona McAllister", strong=True), cell("Thu 14 May 2026", strong=True, status=left(3)), "Priya Raman", cell("Tom Ashby", strong=True)))
    cannot = table("What can’t change", ("Complaint", "Why"),
                   (cell("LM-26-04386-E, Harbourside Launderette", strong=True), "Lena Fraser changed it at 10:01, after you looked. Open it and see."))
    return {
        "frame": frame("work"), "heading": {"title": "Assign 3 complaints: 2 can move, 1 can’t", "small": "Nothing has changed yet."}, "form": AssignSample(),
        "op_id": "op", "place": "/complaints/bulk/?do=assign&of=1", "do": "assign", "seen": ["LM-26-04405-A:3"], "shown_with": "", "action": "/complaints/bulk/", "will": will, "cannot": cannot, "columns": None,
        "note": "No date changes. Tom Ashby finds them under My work.", "submit": "Assign 2 complaints", "back": {"href": "/complaints/", "label": "Back to the list"},
    } | changes


def the_result() -> dict:
    return {
        "frame": frame(""), "as_of": "As at Mon 11 May 2026 10:02.", "failed_title": "Refused, 1", "failed": table("Refused", ("Complaint", "Why"), (cell("LM-26-04386-E, Harbourside Launderette", href="#"), "Lena Fraser changed it at 10:01, after you looked. Open it and see.")),
        "made_title": "Assigned, 2", "made": table("Assigned", ("Complaint", "Stage", "Owner now"), (cell("LM-26-04405-A, Gwen Pritchard", href="#"), "Senior review", "Tom Ashby"), (cell("LM-26-04409-E, Fiona McAllister", href="#"), "Senior review", "Tom Ashby")),
        "acts": [{"label": "Try the refused one again", "css": "btn-quiet", "action": "/complaints/bulk/", "fields": [{"name": "do", "value": "assign"}]}], "result": [{"href": "/", "label": "Go to your complaints"}],
        "job": {"title": "Assign to Tom Ashby: 3 of 3", "small": "Started by you, Mon 11 May 2026 10:02", "words": "Done.", "done": 3, "total": 3, "sum": "2 assigned + 1 refused + 0 left = 3", "leave_words": "Ended Mon 11 May 2026 10:02", "kept_words": "What was done stays.", "refresh": 0, "poll": ""},
    }


def the_print() -> dict:
    rows = table("2 complaints to print", ("Complaint", "Customer", "Stage", "Next due", "Rule", "Owner", "Last contact"),
                 (cell("LM-26-04391-K", href="#"), "Amira Shah, Priority services", "Senior review", cell("Fri 8 May 2026", status=LATE), "Senior review, 5 days", "Priya Raman", "Call Thu 7 May"))
    return {"frame": frame("work"), "heading": {"title": "1 complaint to print", "small": "As at Mon 11 May 2026 10:02."}, "table": rows, "foot": "2 complaints, as of Mon 11 May 2026 10:02. Printed by Priya Raman.", "back": {"href": "/complaints/", "label": "Back to the list"}}


class AbsenceSample(forms.Form):
    person = forms.ChoiceField(label="Who", choices=[("", "Choose a person")])
    from_on = forms.CharField(label="First day away", widget=forms.DateInput(attrs={"type": "date"}))
    until_on = forms.CharField(label="Last day away", widget=forms.DateInput(attrs={"type": "date"}))


def the_absences(**changes: object) -> dict:
    lines = [{"name": "Dan Whitlock", "days": "11 May to 15 May 2026", "stands": "Away until Fri 15 May 2026", "count": "14", "hand_over": "/people/dan/hand-over/", "end": "/absences/1/end/", "op_id": "op1", "end_words": "Back already"},
             {"name": "Lena Fraser", "days": "18 May 2026", "stands": "From Mon 18 May 2026", "count": "0", "hand_over": "", "end": "/absences/2/end/", "op_id": "op2", "end_words": "Not away after all"}]
    return {"frame": frame(""), "heading": {"title": "1 person away today", "small": "1 more to come"}, "form": AbsenceSample(), "op_id": "op", "head": ("Who", "Away", "Stands", "Has open"), "lines": lines} | changes


def pages() -> dict[str, tuple[str, dict]]:
    return {
        "bulk": ("bulk/preview.html", the_preview()),
        "bulk-none": ("bulk/preview.html", the_preview(will=None, submit="", heading={"title": "Assign 1 complaint: it can’t be done", "small": "Nothing has changed yet."})),
        "bulk-result": ("jobs/job.html", the_result()),
        "absences": ("bulk/absences.html", the_absences()),
        "absences-none": ("bulk/absences.html", the_absences(lines=[], heading={"title": "Nobody away today", "small": ""})),
        "bulk-print": ("bulk/print.html", the_print()),
    }
