"""The planning core of Roundsman: pure functions from a problem to a judged plan.

Nothing in here knows a framework, a clock, a network or a database. The folders are the pipeline:
``problem`` (inputs) -> ``calendars``, ``recurrence``, ``travel`` -> ``annual`` (year to weeks) -> ``monthly`` (weeks to
technician-days) -> ``daily`` (ordered stops), with ``kernel`` (compiled search), ``plan`` (outputs), ``checking`` (the
judge) and ``serial`` (JSON). Import the entry points from ``planner.pipeline``.
"""
