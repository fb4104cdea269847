"""The tasks of each role. Words in **stars** are controls of the page the task is done on: a test finds them in its markup. Pure.

`page` is the address, with the stage at which a complaint must stand in braces; `picture` is the file that `python -m
tests.look.guide_pictures` makes of it.
"""

from dataclasses import dataclass

from complaints.case.stages import ADMIN, AGENT, COMPLIANCE, MANAGER


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to get done. `alt` says what its picture shows."""

    name: str
    title: str
    page: str
    steps: tuple[str, ...]
    alt: str

    @property
    def opens(self) -> str:
        """The address where anybody can open it; "" where it hangs on a complaint."""
        return "" if "{" in self.page else self.page


CALL = Task("call", "Log a call", "/complaints/new/", (
    "Press c on any page. Ask in the order of the form: **1. Who is it?**, then **2. What happened?** in their words.",
    "Press **Save and give reference**: the reference is there at once. Read it out with your own name; the script stands at the right.",
    "Fill in **3. What do they want?** and **4. How to reach them** while they speak. What you type is kept.",
    "Finish: resolved on this call, kept open, or on to a senior manager.",
), "The phone form with who, what happened and the panel to read out")
GAS = Task("gas", "When somebody smells gas", "/complaints/new/", (
    "Leave the form. Tell them to ring 0800 111 999 now, from outside, and not to use switches or flames.",
    "Stay on the line only if they ask you to. Then answer **Safe now?** and log what they told you.",
), "The questions about safety at the head of the phone form")
OFF = Task("off-supply", "When a customer is off supply", "/supply-reports/", (
    "A report of loss of supply alone is no complaint: the phone form asks whether they are off supply now, and of a medical need.",
    "**Supply reports** lists each with its time and whether supply is back.",
    "If they are unhappy with how it was handled, it is a complaint: log it, it is linked to the report.",
), "The list of supply reports with the time each was made")
FIND = Task("find", "Find a complaint", "/complaints/?view=all", (
    "Press / and type a reference, name, postcode, account, phone number or MPAN. Enter opens the list.",
    "In the list j and k walk, Enter opens. Narrow it with **Filters** and **Apply**.",
    "Ctrl K finds pages and actions by name as well.",
), "The list of one’s own complaints, the most urgent first")
NEXT = Task("next", "Take the next complaint", "/complaints/?view=queue", (
    "Open your team’s queue with g q. The most urgent complaint stands first.",
    "Take next gives it to you alone, also when a colleague presses at the same moment.",
), "The team’s queue")
CONTACT = Task("contact", "Record a call or message", "/c/{immediate}/contacts/new/", (
    "On the complaint press m. Say under **Who contacted whom** and **How** what kind it was.",
    "Write **What was said**. Tick what they were **Told about**: the Ombudsman and free advice count as evidence.",
    "What you **Promised** gets a date of its own. Press **Record this call or message**.",
), "The form for a contact")
RESOLVE = Task("resolve", "Resolve a complaint", "/c/{immediate}/do/resolve/", (
    "On the complaint press r. Read **What happens then** first.",
    "Say **Who agreed**, and give **Explanation**, **Apology** and **Corrective action**, or why one is not due.",
    "Press **Resolve the complaint**. A complaint with an action still owed is “agreed, waiting for us” until that is done.",
), "The form that resolves a complaint")
ESCALATE = Task("escalate", "Ask for a senior review", "/c/{immediate}/do/escalate/", (
    "When the customer asks, or you can’t settle it: press Shift E on the complaint.",
    "Write **Why**, say whether **Did the customer ask for it?**, and press **Ask for a senior review**.",
    "A senior manager then has five working days to resolve it or send an update. You see the date on the complaint.",
), "The form that asks for a senior review")
STANDARD = Task("standard", "See what a guaranteed standard owes", "/c/{immediate}/standards/", (
    "Open the tab **Standards** of the complaint. Standards that may apply stand first.",
    "Press **Assess this standard**, answer only what is asked; the sum and its reason appear while you type.",
    "Record it: a payment is proposed, and another person approves it.",
), "The standards tab of a complaint")
WHO = Task("who-may-go", "Tell a customer who else can help", "/eligibility/", (
    "A household may always go to the Ombudsman, 8 weeks after it complained or with a deadlock letter.",
    "For a business answer **Who complains** and **Next question** until the verdict stands.",
    "Contacts of free advice and the Ombudsman are on the help page.",
), "The questions about who may go to the Ombudsman")
REVIEWS = Task("reviews", "See what goes wrong first", "/complaints/?view=reviews", (
    "Reviews is your first page: overdue, due today and due in 1–2 working days stand first.",
    "Tick **Owner** under **Filters** to see one person’s. Open the first with Enter.",
), "Reviews with the overdue ones first")
UPDATE = Task("update", "Answer a review in five working days", "/c/{senior_review}/do/send_update/", (
    "Resolve it by day 5. Where that is not possible, contact the customer and press u.",
    "Write **What the customer was told** and **How**, then **Send update**. The next five working days begin.",
), "The form for an update to the customer")
DEADLOCK = Task("deadlock", "Declare deadlock", "/c/{senior_review}/do/declare_deadlock/", (
    "Only when nothing more can be offered. Write **Our final position** and **Our offer**.",
    "Press **Declare deadlock**. The letter is due by the date on the complaint and is drafted for you.",
), "The form that declares deadlock")
LETTERS = Task("write-letter", "Write a letter", "/c/{deadlock}/letters/", (
    "Open the tab **Letters** of the complaint and choose, such as **Deadlock letter**.",
    "Tinted words are filled in, locked words are fixed, a pen marks what you write. The checklist says what is missing.",
    "Send it for approval: another person issues it.",
), "The letters of a complaint")
APPROVE = Task("approve", "Approve a letter", "/letters/{submitted}/", (
    "Open it from Letters. Read the paper and the **Checklist** beside it, what is missing stands first.",
    "Approve it, or **Return the letter** with a reason. Nobody approves a letter of their own.",
    "After printing and posting record that it was sent.",
), "A letter with its checklist")
PAY = Task("pay", "Pay a guaranteed standard", "/payments/", (
    "Payments lists what is proposed, approved and paid, with the day to pay by.",
    "Open one: its reason, its sum and its source stand there. Approve what another person proposed.",
    "When it was paid, record day and method. A late payment adds its extra by itself, once.",
), "Payments by state")
MANY = Task("incident", "Pay everybody after a storm", "/incidents/new/", (
    "Choose **Storm**, **Cable fault** or **Broken main** and upload the customers as CSV or XLSX.",
    "Look at the problems by line, then book, have it approved by a second person, pay, and make the letters.",
    "Each step is long work: leave the page, you are told when it ends.",
), "The kinds of incident")
ASSIGN = Task("assign", "Give a complaint to somebody else", "/c/{senior_review}/assign/", (
    "On the complaint press a. Choose **Owner** or **Team**, say **Why** and press **Assign the complaint**.",
    "Several at once: tick them in a list with x and press a. What can’t be given is listed with why.",
), "The form that assigns a complaint")
REPORT = Task("report", "Read a report", "/reports/", (
    "Choose **From** and **To**, or **Last quarter**, and press **Show**.",
    "The sum stands as a sentence that adds up. Each number opens its complaints.",
    "With **As recorded by** you see the figures as they stood on a past day.",
), "The reports of a period")
EVERY = Task("every", "See what breaches or may breach", "/complaints/?view=all", (
    "All complaints shows the overdue first. Each date has “Explain this date”: counted and skipped days by name.",
    "Alerts, at the top, tell before a date, on its day and after it. Acknowledge what you have seen.",
), "All complaints, the overdue first")
CORRECT = Task("correct", "Correct the day of receipt", "/c/{immediate}/correct/", (
    "Open **Correct the facts**. Change the day and say why; the page tells which dates move before you save.",
    "What stood before stays on the timeline.",
), "The form that corrects facts")
DECISION = Task("decision", "Record the Ombudsman’s decision", "/c/{ombudsman}/do/record_decision/", (
    "Give **Day of the decision**, **Outcome** and what is **Required of us**, each by itself.",
    "Press **Record the Ombudsman’s decision**. When the customer accepts, 28 days run to do it all.",
    "Add proof of each thing done, send the confirming letter, then confirm that everything was done.",
), "The form for the Ombudsman’s decision")
FILE = Task("case-file", "Make the case file", "/c/{ombudsman}/file/", (
    "Look at what is in it. Under **Leave out what is about somebody else** give a reason for each.",
    "Press **Make the case file**. The ZIP holds an index, a chronology, the letters as sent and a manifest that verifies.",
), "The page that makes the case file")
WINDOWS = Task("windows", "See whose time for the Ombudsman ends", "/windows/", (
    "**What closes when** counts complaints by the month in which the customer’s time ends, by both rulebooks where they differ.",
    "A missing or incomplete letter after day 56 is our own suspected breach and stands in your alerts.",
), "The calendar of windows")
ROWS = Task("rows", "Add a checked row of the law", "/standards/rows/", (
    "Open the standard under **All standards** and propose the row with its first day, sum and source.",
    "Another officer approves it. Findings of that day and later go by it.",
), "Rows of the law that wait")
SIZE = Task("eligibility", "Check whether a business may go to the Ombudsman", "/c/{senior_review}/eligibility/", (
    "Open the tab **Eligibility**. Answer **Who complains**, then only what still matters is asked.",
    "Press **Keep this assessment** with its evidence. A later one follows it, none is overwritten.",
), "The eligibility tab of a complaint")
PEOPLE = Task("people", "Add a person", "/people/new/", (
    "Give **Username**, **Full name**, **Role** and **Team**, and press **Add this person**.",
    "A one-time password is shown once. Hand it over by voice; they choose their own.",
), "The form that adds a person")
PERSON = Task("person", "When somebody leaves or is locked out", "/people/{agent}/", (
    "**Forget failed tries** lets them try at once; **Reset the password** gives a new one-time password.",
    "**Deactivate** ends their sessions. Nothing they did is lost; give their complaints to others with Assign.",
    "Every step stands in the **Security log**.",
), "A person’s page")
TEAMS = Task("teams", "Add a team", "/people/", (
    "Under **Teams** give **Team name** and **What it is for**, and press **Add this team**.",
    "Senior reviews go to the team that is for them.",
), "People and teams")
BEGIN = Task("begin", "See what changed and what waits", "/compliance/", (
    "Your page says what changed since you last pressed Mark these changes as seen. Looking alone takes nothing away.",
    "Each number opens its list. What must be none is bold while it is not.",
), "What changed, what needs somebody, and how the engine is")
MISSED = Task("missed", "Say why a duty was missed", "/compliance/breaches/", (
    "Open a missed duty and write why, what it meant for the customer and what is done about it.",
    "A second person signs it off. Opened again, it keeps what was written before.",
), "Every missed duty, those not signed off first")
AUDIT = Task("audit", "Check the record", "/audit/", (
    "Check the whole record walks every chain of events as a job; how it came out is kept.",
    "Who saw what, and the security log, are found by person, by day and by complaint.",
), "Whether the record holds, and who saw what")
SETTINGS = Task("settings", "Change categories and settings", "/settings/", (
    "Settings holds what the desk is set to, without a restart. Each change says from when, and stands on record.",
    "Some changes need a second person; they wait until that person approves.",
), "The settings of the desk")
IMPORT = Task("import", "Import complaints", "/complaints/import/", (
    "Choose the **File** and press **Look at this file**. Nothing is written yet.",
    "Say which column is what; the first rows and what would be rejected are shown. Then begin.",
    "Rejected rows come back as a file with line, column and reason.",
), "The form that uploads a file")
JOBS = Task("jobs", "Follow long work", "/jobs/", (
    "Jobs lists long work with its counts: done, failed and left add up to the whole.",
    "Stop one between two items, let it go on, or try again what failed. A result is kept for 7 days.",
), "The list of long work")
ENGINE = Task("engine", "When deadlines are not being checked", "/help/", (
    "Every page then says since when. Under **What runs** see what is amiss and what still works.",
    "Start the program again: what was missed is done once, late, and nothing twice.",
), "What runs, on the help page")
OWN = Task("own", "Change your own settings", "/preferences/", (
    "Choose **Alerts by mail**, **Colours** and **Single-key shortcuts**, and press **Save your settings**.",
    "**Where you are signed in** lists your sessions.",
), "One’s own settings")

GUIDES = {
    AGENT: (CALL, GAS, OFF, FIND, NEXT, CONTACT, RESOLVE, ESCALATE, STANDARD, WHO),
    MANAGER: (REVIEWS, UPDATE, RESOLVE, DEADLOCK, LETTERS, APPROVE, PAY, MANY, ASSIGN, REPORT),
    COMPLIANCE: (BEGIN, MISSED, EVERY, CORRECT, DECISION, FILE, WINDOWS, SIZE, ROWS, PAY, REPORT, FIND),
    ADMIN: (PEOPLE, PERSON, TEAMS, SETTINGS, IMPORT, JOBS, ENGINE, AUDIT, OWN),
}
TITLES = {AGENT: "agents", MANAGER: "senior managers", COMPLIANCE: "compliance officers", ADMIN: "administrators"}
assert set(TITLES) == set(GUIDES)
