"""Reopened, returned and undelivered: which clocks go on, from which start, and until when (design, section 3)."""

from datetime import date

import pytest

from tests.clocks.lives import Life, at, ended


def standing(life: Life) -> dict[str, date]:
    """Open clocks and their days."""
    return {clock.kind: clock.due_on for clock in life.clocks() if clock.is_open}


def test_reopened_before_day_56_the_eight_week_letter_keeps_its_day():
    life = Life("2026-05-11").move("resolve", "2026-05-12").move("reopen", "2026-06-01", to="immediate")
    assert standing(life) == {"eight_week_letter": date(2026, 7, 7), "ombudsman_from_complaint": date(2027, 2, 11)}


@pytest.mark.parametrize(("reopened", "due"), [("2026-07-06", "2026-07-07"), ("2026-07-07", "2026-07-08"), ("2026-07-10", "2026-07-13"),
                                               ("2026-08-28", "2026-09-01")])
def test_reopened_after_day_56_it_is_due_on_the_first_working_day_after(reopened, due):
    life = Life("2026-05-11").move("resolve", "2026-05-12").move("reopen", reopened, to="immediate")
    assert life.one("eight_week_letter").due_on == date.fromisoformat(due)


def test_reopened_after_an_eight_week_letter_was_sent_none_is_due():
    life = Life("2026-05-11").letter("eight_week", "2026-07-07").move("resolve", "2026-07-08").move("reopen", "2026-07-20", to="immediate")
    assert set(standing(life)) == {"ombudsman_from_complaint", "ombudsman_from_letter"}


def test_a_reopened_window_runs_from_its_old_start():
    life = Life("2026-05-11").deadlock("2026-05-12").letter("deadlock", "2026-05-13").move("resolve", "2026-06-01")
    life.move("reopen", "2026-07-20", to="deadlock")
    assert standing(life) == {"ombudsman_from_complaint": date(2027, 2, 11), "ombudsman_from_letter": date(2026, 12, 13)}


def test_a_reopened_review_gets_fresh_days():
    life = Life("2026-05-11").move("escalate", "2026-05-11").move("resolve", "2026-05-12").move("reopen", "2026-06-01", to="senior_review")
    assert life.one("senior_review").due_on == date(2026, 6, 8)


def test_a_reopened_next_update_becomes_a_review():
    life = Life("2026-05-11").move("escalate", "2026-05-11").move("send_update", "2026-05-12").move("resolve", "2026-05-13")
    life.move("reopen", "2026-06-01", to="senior_review")
    assert ended(life.of("next_update")[0]) == "met" and life.one("senior_review").due_on == date(2026, 6, 8)


def test_the_first_response_does_not_start_again():
    life = Life("2026-05-11").move("withdraw", "2026-05-12").move("reopen", "2026-06-01", to="immediate")
    assert [ended(clock) for clock in life.of("first_response")] == ["cancelled"]


def test_an_unsent_deadlock_letter_is_due_again_on_its_old_day():
    life = Life("2026-05-11").deadlock("2026-05-12").move("resolve", "2026-05-14").move("reopen", "2026-06-01", to="deadlock")
    assert (life.one("deadlock_letter").due_on, life.one("deadlock_letter").started_at) == (date(2026, 5, 19), at("2026-05-12", 11))


def test_what_a_withdrawal_cancelled_goes_on():
    life = Life("2026-05-11", licence="gas_transporter").contact("2026-05-11", reached=False, promised_due_on="2026-06-30")
    life.move("withdraw", "2026-05-12").move("reopen", "2026-05-13", to="immediate")
    assert set(standing(life)) == {"transporter_reply", "promise", "eight_week_letter", "ombudsman_from_complaint"}


def test_a_transporters_reply_that_a_resolution_met_is_not_owed_again():
    life = Life("2026-05-11", licence="gas_transporter").move("resolve", "2026-05-12").move("reopen", "2026-05-13", to="immediate")
    assert ended(life.one("transporter_reply")) == "met"


def test_returned_by_the_ombudsman_the_windows_and_the_review_go_on():
    life = Life("2026-05-11").contact("2026-05-11", 11).move("escalate", "2026-05-11", 12)
    life.move("refer_to_ombudsman", "2026-05-20", referred_on="2026-05-20")
    life.move("return_from_ombudsman", "2026-06-01", to="senior_review")
    assert standing(life) == {"senior_review": date(2026, 6, 8), "eight_week_letter": date(2026, 7, 7),
                              "ombudsman_from_complaint": date(2027, 2, 11)}


def test_returned_to_resolved_nothing_goes_on_until_it_is_reopened():
    life = Life("2026-05-11").move("resolve", "2026-05-12").move("refer_to_ombudsman", "2026-05-20", referred_on="2026-05-20")
    life.move("return_from_ombudsman", "2026-06-01", to="resolved")
    assert standing(life) == {}
    life.move("reopen", "2026-06-02", to="immediate")
    assert set(standing(life)) == {"eight_week_letter", "ombudsman_from_complaint"}


def test_returned_the_ombudsmans_own_dates_fall():
    life = Life("2026-05-11").deadlock("2026-05-12").move("refer_to_ombudsman", "2026-05-20", referred_on="2026-05-20")
    life.fact("clock.set", "2026-05-21", clock_kind="ombudsman_file", due_on="2026-06-05").move("return_from_ombudsman", "2026-06-01", to="deadlock")
    assert ended(life.one("ombudsman_file")) == "cancelled"


def complied() -> Life:
    life = Life("2026-01-05").deadlock("2026-01-06").letter("deadlock", "2026-01-07")
    life.move("refer_to_ombudsman", "2026-01-08", referred_on="2026-01-08")
    life.move("record_acceptance", "2026-03-02", accepted=True, on="2026-03-02", we_were_told_on="2026-03-02")
    return life.move("confirm_compliance", "2026-03-10", done=[{"index": 0, "done_on": "2026-03-10"}])


def test_reopened_after_compliance_the_28_days_run_from_their_old_start():
    life = complied().move("reopen", "2026-03-20", to="ombudsman")
    assert standing(life) == {"ombudsman_compliance": date(2026, 3, 30)}
    assert ended(life.of("confirmation_letter")[0]) == "cancelled"


def test_complied_again_a_new_confirming_letter_is_due():
    life = complied().move("reopen", "2026-03-20", to="ombudsman")
    life.move("confirm_compliance", "2026-03-24", done=[{"index": 0, "done_on": "2026-03-24"}])
    assert standing(life) == {"confirmation_letter": date(2026, 3, 31)}


def test_a_letter_that_came_back_closes_its_window_and_is_due_again():
    life = Life("2026-05-11").contact("2026-05-11", 11).deadlock("2026-05-12").letter("deadlock", "2026-05-13", method="post")
    life.fact("letter.undelivered", "2026-05-20", letter=1, on="2026-05-20")
    assert ended(life.one("ombudsman_from_letter")) == "cancelled"
    assert standing(life) == {"deadlock_letter": date(2026, 5, 19), "deadlock_notice": date(2026, 5, 13),
                              "eight_week_letter": date(2026, 7, 7), "ombudsman_from_complaint": date(2027, 2, 11)}


def test_the_second_letter_opens_the_window_when_the_first_came_back():
    life = Life("2026-05-11").deadlock("2026-05-12").letter("deadlock", "2026-05-13").letter("eight_week", "2026-06-01", number=2)
    life.fact("letter.undelivered", "2026-06-10", letter=1, on="2026-06-10")
    assert life.one("ombudsman_from_letter").letter == 2
    assert ended(life.one("eight_week_letter")) == "met"


def test_a_letter_that_came_back_after_the_end_is_owed_when_it_is_reopened():
    life = Life("2026-05-11").deadlock("2026-05-12").letter("deadlock", "2026-05-13").move("resolve", "2026-05-14")
    life.fact("letter.undelivered", "2026-05-20", letter=1, on="2026-05-20")
    assert standing(life) == {}
    life.move("reopen", "2026-06-01", to="deadlock")
    assert set(standing(life)) == {"deadlock_letter", "deadlock_notice", "eight_week_letter", "ombudsman_from_complaint"}


def test_a_first_response_that_came_back_is_owed_unless_they_were_answered_since():
    owed = Life("2026-05-11").letter("update", "2026-05-12").fact("letter.undelivered", "2026-05-20", letter=1, on="2026-05-20")
    assert owed.one("first_response").is_open
    answered = Life("2026-05-11").letter("update", "2026-05-12").contact("2026-05-14")
    answered.fact("letter.undelivered", "2026-05-20", letter=1, on="2026-05-20")
    assert answered.of("first_response")[-1].met_at == at("2026-05-14", 12)


@pytest.mark.parametrize("move", ["withdraw", "set_aside", "lapse"])
def test_a_letter_that_came_back_opens_no_clock_on_a_closed_complaint(move):
    life = Life("2026-05-11").letter("update", "2026-05-12").move(move, "2026-05-13")
    life.fact("letter.undelivered", "2026-05-20", letter=1, on="2026-05-20")
    assert standing(life) == {}


def updated_by_letter(number: int, day: str, life: Life) -> Life:
    life.move("send_update", day, channel="letter", letter=number).contact(day, 11, update=True, channel="letter")
    return life.letter("update", day, number=number, hour=11)


def test_an_update_letter_that_came_back_leaves_review_and_first_response_open_on_their_old_days():
    life = updated_by_letter(1, "2026-05-14", Life("2026-05-11").move("escalate", "2026-05-11", 12))
    life.fact("letter.undelivered", "2026-05-15", letter=1, on="2026-05-15")
    assert ended(life.of("next_update")[0]) == "cancelled"
    assert standing(life) == {"senior_review": date(2026, 5, 18), "first_response": date(2026, 5, 12),
                              "eight_week_letter": date(2026, 7, 7), "ombudsman_from_complaint": date(2027, 2, 11)}


def test_an_update_letter_that_came_back_asks_for_no_second_review_after_a_later_update():
    life = updated_by_letter(1, "2026-05-14", Life("2026-05-11").move("escalate", "2026-05-11", 12))
    updated_by_letter(2, "2026-05-18", life).fact("letter.undelivered", "2026-05-19", letter=1, on="2026-05-19")
    assert [clock.due_on for clock in life.clocks() if clock.is_open and clock.kind in ("senior_review", "next_update")] == [date(2026, 5, 26)]


@pytest.mark.parametrize("times", [1, 2, 3])
def test_two_promises_stay_two_however_often_it_is_reopened(times):
    life = Life("2026-05-11").contact("2026-05-11", promised_due_on="2026-06-30").contact("2026-05-11", 13, promised_due_on="2026-07-15")
    for number in range(times):
        life.move("withdraw", f"2026-05-1{number + 2}").move("reopen", f"2026-05-1{number + 2}", 12, to="immediate")
    assert [clock.due_on for clock in life.of("promise") if clock.is_open] == [date(2026, 6, 30), date(2026, 7, 15)]


@pytest.mark.parametrize(("method", "due"), [("email", "2026-12-13"), ("post", "2026-12-15")])
def test_the_window_runs_from_the_deemed_receipt(method, due):
    life = Life("2026-05-11").deadlock("2026-05-12").letter("deadlock", "2026-05-13", method=method)
    assert life.one("ombudsman_from_letter").due_on == date.fromisoformat(due)


def test_a_recorded_receipt_moves_the_window():
    life = Life("2026-05-11").deadlock("2026-05-12").letter("deadlock", "2026-05-13", method="post")
    life.fact("letter.received", "2026-05-22", letter=1, received_on="2026-05-21")
    assert life.one("ombudsman_from_letter").due_on == date(2026, 12, 21)


def test_posted_before_easter_it_counts_as_received_after():
    life = Life("2026-03-30").deadlock("2026-03-31").letter("deadlock", "2026-04-02", method="post")
    assert life.one("ombudsman_from_letter").started_at == at("2026-04-08", 12)
