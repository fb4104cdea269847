"""What the reports `open`, `signposting`, `procedure` and `quality` say on their pages."""

from complaints.case.stages import MOVES, STAGE_WORDS, Stage
from complaints.reports.pages.spoken import Facts, Spoken, Sum, Table, by_month
from complaints.reports.signposting_report import AT_DEADLOCK, EIGHT_WEEKS, HOW

NO_TEAM = "No team"
AGES = ("open", "up_to_7_days", "from_8_to_28_days", "from_29_to_56_days", "past_8_weeks")
OPEN = Spoken(
    names={
        "stage": "Stage", "team": "Team", "open": "Open", "up_to_7_days": "Up to 7 days", "from_8_to_28_days": "8 to 28 days",
        "from_29_to_56_days": "29 to 56 days", "past_8_weeks": "Past 8 weeks", "at_the_start": "Open at the start", "received": "Recorded",
        "opened_again": "Opened again", "resolved": "Resolved", "closed": "Closed", "set_aside": "Set aside",
    },
    behind={
        "open": "open", "up_to_7_days": "open for up to 7 days", "from_8_to_28_days": "open for 8 to 28 days",
        "from_29_to_56_days": "open for 29 to 56 days", "past_8_weeks": "open past 8 weeks", "at_the_start": "open before the period",
        "received": "recorded", "opened_again": "opened again", "resolved": "resolved", "closed": "closed", "set_aside": "set aside",
    },
    tables=(
        Table("rows", "By stage and age", "Stage", AGES, lambda row: STAGE_WORDS[Stage(row["stage"])], lambda row: {"stage": row["stage"]}),
        Table("teams", "By team and age", "Team", AGES, lambda row: row["team"] or NO_TEAM, lambda row: {"team": row["team"] or "-"}),
    ),
    sums=(Sum("open", ("at_the_start", "received", "opened_again"), ("resolved", "closed", "set_aside")), Sum("open", AGES[1:])),
    note="As the record stood at the end of the last day, now, or at the moment asked for, whichever is earliest. What came and went is told by "
         "the day it was recorded, so that the sum adds up.",
)

GROUPS = {EIGHT_WEEKS: "Unresolved at day 56", AT_DEADLOCK: "Deadlock"}
SIGNPOSTING = Spoken(
    names={
        "of": "Of", "unresolved": "In all", "on_time": "Letter on time", "late": "Letter late", "returned": "Came back", "none": "No letter",
        "not_due_yet": "Not due yet", "ended_first": "Ended first", "at_ombudsman": "At the Ombudsman", "set_aside": "Set aside",
    },
    behind={
        "unresolved": "to be told of the Ombudsman", "on_time": "with the letter on time", "late": "with the letter late",
        "returned": "whose letter came back", "none": "without a letter", "not_due_yet": "whose letter is not due yet",
        "ended_first": "that ended before the letter’s day", "at_ombudsman": "with the Ombudsman by day 56", "set_aside": "set aside",
    },
    tables=(Table("rows", "Whether the letter went", "Of", ("unresolved", *HOW, "set_aside"), lambda row: GROUPS[row["of"]],
                  lambda row: {"of": row["of"]}),),
    sums=(Sum("unresolved", HOW),),
)

SAME_DAY, REVIEWS, UPDATES = ("promised", "same_day", "not_same_day"), (
    "reviews", "appointed_soon", "appointed_later", "ended_first", "not_appointed", "without_update", "one_update", "more_updates"), (
    "updates", "updates_told", "updates_by_letter")
PROCEDURE = Spoken(
    names={
        "promised": "Same day promised", "same_day": "Kept", "not_same_day": "Not kept", "reviews": "Senior reviews",
        "appointed_soon": "Appointed by the next working day", "appointed_later": "Appointed later", "ended_first": "Ended first",
        "not_appointed": "Nobody appointed", "median_days": "Median days to appoint", "without_update": "No update", "one_update": "One update",
        "more_updates": "More updates", "updates": "Updates", "updates_told": "Told", "updates_by_letter": "By letter", "set_aside": "Set aside",
        "set_aside_reviews": "Reviews set aside", "set_aside_updates": "Updates set aside",
    },
    behind={
        "promised": "with an answer promised on the same day", "same_day": "answered on the same day", "not_same_day": "not answered on the same day",
        "reviews": "begun", "appointed_soon": "with somebody appointed by the next working day", "appointed_later": "with somebody appointed later",
        "ended_first": "that ended before anybody was appointed", "not_appointed": "that wait for somebody", "without_update": "without an update",
        "one_update": "with one update", "more_updates": "with two updates or more", "updates": "sent", "updates_told": "told to the customer",
        "updates_by_letter": "sent as a letter", "set_aside": "set aside", "set_aside_reviews": "of complaints set aside",
        "set_aside_updates": "on complaints set aside",
    },
    tables=(by_month((*SAME_DAY, "set_aside"), title="Answered on the same day"), by_month((*REVIEWS, "set_aside_reviews"), title="Senior reviews"),
            by_month((*UPDATES, "set_aside_updates"), title="Updates")),
    sums=(Sum("promised", SAME_DAY[1:]), Sum("reviews", REVIEWS[1:5]), Sum("reviews", REVIEWS[5:]), Sum("updates", UPDATES[1:])),
    nouns={**dict.fromkeys((*REVIEWS, "set_aside_reviews"), "senior review"), **dict.fromkeys((*UPDATES, "set_aside_updates"), "update")},
)

CHANGED = ("changed_receipt", "changed_nation", "changed_licence", "changed_class", "changed_category")
MISSING = ("without_category", "class_unknown", "nation_assumed", "time_unknown")
QUALITY = Spoken(
    names={
        "move": "Move", "moves": "Entered", "in_time": "In time", "back_dated": "Back-dated", "corrections": "Corrections",
        "of_clocks": "Of facts that deadlines are counted from", "of_others": "Of other facts", "changed_receipt": "Receipt",
        "changed_nation": "Nation", "changed_licence": "Licence", "changed_class": "Class of the customer", "changed_category": "Category",
        "received": "Received",
        "complete": "Complete", "incomplete": "Incomplete", "without_category": "No category", "class_unknown": "Class not known",
        "nation_assumed": "Nation assumed", "time_unknown": "Time of receipt not known", "set_aside": "Set aside",
    },
    behind={
        "moves": "entered", "in_time": "entered in time", "back_dated": "back-dated", "corrections": "made",
        "of_clocks": "of facts that deadlines are counted from", "of_others": "of other facts", "changed_receipt": "of the receipt",
        "changed_nation": "of the nation", "changed_licence": "of the licence", "changed_class": "of the class",
        "changed_category": "of the category",
        "received": "received", "complete": "with nothing missing", "incomplete": "with something missing", "without_category": "without a category",
        "class_unknown": "of customers of unknown class", "nation_assumed": "with an assumed nation", "time_unknown": "received at an unknown time",
        "set_aside": "set aside",
    },
    tables=(Table("rows", "Entered in time and late, by what was entered", "What was entered", ("moves", "in_time", "back_dated"),
                  lambda row: MOVES[row["move"]].done, lambda row: {"move": row["move"]}),
            Facts("Changed", "Fact", "Corrections", CHANGED, "corrections", "One correction may change several facts."),
            Facts("Missing", "Fact", "Complaints", (*MISSING, "set_aside"), "received", "One complaint may lack several facts.")),
    sums=(Sum("moves", ("in_time", "back_dated")), Sum("corrections", ("of_clocks", "of_others")), Sum("received", ("complete", "incomplete"))),
    nouns={**dict.fromkeys(("moves", "in_time", "back_dated"), "move"),
           **dict.fromkeys(("corrections", "of_clocks", "of_others", *CHANGED), "correction")},
)
