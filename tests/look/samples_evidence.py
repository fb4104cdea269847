"""Samples of the evidence of a case: files with a picture, signposting with gaps, the case file, the list of the Ombudsman."""
# ruff: noqa: E501 (sample words stay on one line)

from complaints.evidence.pages.files import FileForm
from tests.look.samples import LATE, case, frame, left, table, the_case


class SampleForm(FileForm):
    """The form of the files tab without a complaint behind it."""

    def __init__(self):
        super(FileForm, self).__init__()
        self.fields["belongs"].choices = [("", "The complaint as a whole"), ("contact:1", "Contact by telephone, Mon 11 May 2026 10:02")]


def the_files() -> dict:
    picture = {"src": "/static/img/mark.svg", "width": 64, "height": 64}
    rows = table("Files of this complaint", ("File", "What it is", "Belongs to", "Size", "Added", "By"), ({"text": "trench.jpg", "href": "#", "image": picture}, "Photograph of the trench", "The complaint", {"text": "812 kB", "num": True}, "Mon 11 May 2026 10:14", "Dan Whitlock"))
    return the_case(case=case("Files") | {"primary": None}, heading="1 file", files=rows, empty="", form=SampleForm(), op_id="op")


def the_signposts() -> dict:
    told = table("What this customer was told", ("When", "What they were told", "How", "Where it stands", "Named"), ("Mon 11 May 2026 15:00", "Free, independent advice", "By telephone", {"text": "Marked on the contact", "href": "#"}, "Citizens Advice consumer service"))
    whom = table("Whom to name", ("Body", "Telephone", "Web", "In force since", "Source"), ("Energy Ombudsman", "0330 440 1624", "www.energyombudsman.org", "Wed 1 Oct 2008", "Notice of rights"))
    gaps = [{"text": "Deadlock was declared on Thursday 21 May 2026 and no letter that tells the customer of the Ombudsman has gone.", "href": ""}, {"text": "The letter of Friday 22 May 2026 lacks: Free advice.", "href": "#"}]
    return the_case(case=case("Signposting"), gaps_heading="2 gaps", gaps=gaps, no_gaps="", heading="What the customer was told: 1 time", told=told, empty="", whom_heading="Whom to name on Monday 11 May 2026", whom=whom)


def the_case_file() -> dict:
    contents = table("What is in the case file", ("In the file", "What it is", "How much"), ("index.pdf", "What the case is, what is in the file, what was left out", "1 file"), ("files/", "Attachments", "2 files, 812 kB"))
    items = [{"key": "contact:4", "id": "contact-4", "kind": "Contact", "what": "By telephone, Tue 12 May 2026 10:00, by their neighbour", "ticked": True, "why": ""}, {"key": "file:7", "id": "file-7", "kind": "File", "what": "Photograph of the trench", "ticked": False, "why": ""}]
    made = table("Case files made before", ("Made", "By", "Size", "Left out", "sha256"), ({"text": "Wed 3 Jun 2026 10:00", "href": "#"}, "Ana Petrov", {"text": "154 kB", "num": True}, "Nothing", "a6c2a11ce0cc458f"))
    errors = [{"href": "#why-contact-4", "text": "Say why this is left out: the manifest gives the reason."}]
    return the_case(case=case("Case file") | {"primary": None}, heading="Case file for the Ombudsman: 9 events, 1 letter, 2 attachments", contents=contents, items=items, op_id="op", errors=errors, made=made, asked={"text": "The Ombudsman asked for our file: Send our file to the Ombudsman by Wednesday 10 June 2026.", "href": "#"})


def the_ombudsman() -> dict:
    rows = table("With the Ombudsman", ("Complaint", "Customer", "Their reference", "Went there", "Where it stands", "Next date", "Required of us"),
                 ({"text": "LM-26-00062-M", "href": "#"}, "Ann Harper", "EO-4711", "Sat 30 May 2026, deadlock", "Accepted: we do what it requires", {"text": "Mon 3 Aug 2026", "status": LATE}, "Apology; action; money £50.00"),
                 ({"text": "LM-26-00032-C", "href": "#"}, "Amanda Sutcliffe", "Not given yet", "Sat 14 Nov 2026, 8 weeks", "The Ombudsman waits for our file", {"text": "Wed 13 May 2026", "status": left(2)}, "–"))
    views = [{"label": "With the Ombudsman", "href": "#", "current": True}, {"label": "Ended", "href": "#", "current": False}]
    return {"frame": frame("ombudsman"), "heading": {"title": "With the Ombudsman: 2 complaints", "small": "The one due first on top"}, "as_of": "As at Mon 11 May 2026 10:02.", "views": views, "table": rows, "empty": None, "next": "#"}


def pages() -> dict[str, tuple[str, dict]]:
    return {
        "case-files": ("complaints/files.html", the_files()), "case-signposting": ("complaints/signposting.html", the_signposts()),
        "case-file": ("complaints/case_file.html", the_case_file()), "ombudsman": ("complaints/ombudsman.html", the_ombudsman()),
    }
