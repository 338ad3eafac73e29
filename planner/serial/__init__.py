"""Problems and plans as JSON: the documented format ``roundsman/1`` (``schema.json``), and VROOM's."""

from planner.serial.read_asks import read_asks
from planner.serial.read_plan import read_day_plan
from planner.serial.read_problem import FORMAT, Document, read_problem
from planner.serial.write_answers import write_option, write_outcome, write_why, write_why_not
from planner.serial.write_plan import (
    write_costs,
    write_day_plan,
    write_proof,
    write_violations,
    write_year_plan,
)
from planner.serial.write_problem import write_matrices, write_problem

__all__ = [
    "FORMAT",
    "Document",
    "read_asks",
    "read_day_plan",
    "read_problem",
    "write_costs",
    "write_day_plan",
    "write_matrices",
    "write_option",
    "write_outcome",
    "write_problem",
    "write_proof",
    "write_violations",
    "write_why",
    "write_why_not",
    "write_year_plan",
]
