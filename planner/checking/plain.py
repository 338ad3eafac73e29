"""Whether a problem asks only what the judge's board of days (`planner.checking.board`) knows how to answer.

The board asks every day for room by comparing moments; it does not know hours at which travel is slower, most work a
day, an order of visits, or several windows of a visit or a break. Where one of these matters the search answers.
"""

from planner.problem import NONE, Flaw, Problem, ProblemError, Technician


def plain(problem: Problem) -> bool:
    """Tell whether the board's answers hold for `problem`."""
    owed = problem.obligations
    asks_more = bool((owed.after != NONE).any()) or owed.extra_windows_s.shape[1] > 0
    return not (asks_more or problem.policy.travel_periods or any(_is_bound(one) for one in problem.technicians))


def _is_bound(person: Technician) -> bool:
    return person.max_work_s is not None or any(one.extra_windows for shift in person.shifts for one in shift.breaks)


def require_plain(problem: Problem) -> None:
    """Refuse to answer what could only be answered wrongly.

    Raises
    ------
    ProblemError
        If the problem has a rule that the board does not know.
    """
    if not plain(problem):
        en = "questions about a plan cannot be answered yet with slower hours, max_work_s, after, or extra windows"
        zh = "含分时路况、最长工时、先后次序或多个时段的问题，暂不能回答有关计划的提问"
        raise ProblemError([Flaw(path="problem", message_en=en, message_zh=zh)])
