"""Families of a month: the series of its obligations, each with the distances of S4.2 between its visits.

How a month uses it::

    halts = halts_by_series(problem, rows, may, longest_s)
    layout = lay_out(problem, travel, region, rows, duties, may=may, classes=classes, halts=halts)
    found = search(layout.instance, series_families(layout), limits, begin=begin, cancelled=cancelled)
    routes = write_routes(layout, found.routes)

`may` says on which duties each obligation may be made: skills, windows of dates and whatever else is fixed, and the
distance to visits of the same series that are planned outside this search (`planner.daily.spacing.Series.days`). The
distances between the visits inside it are kept by the search, whichever of them it leaves out.
"""

import numpy as np
import numpy.typing as npt

from planner.daily.bundles import Bundle, bundle, bundles
from planner.daily.layout import Layout
from planner.daily.spacing import series_of
from planner.periodic.build import spaced_families
from planner.periodic.families import Families
from planner.problem import Problem

Rows = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]


def halts_by_series(problem: Problem, rows: Rows, may: Mask, longest_s: int) -> tuple[Bundle, ...]:
    """Return halts in which every visit of a series stands alone, and the others are bundled as usual.

    Parameters
    ----------
    rows : int32 (n,), obligations; may : bool (n, v), who may serve what when
    longest_s : longest bundle in seconds
    """
    line_of = series_of(problem.obligations).line_of
    free = np.array([int(row) not in line_of for row in rows], dtype=np.bool_)
    places = np.flatnonzero(free)
    together = bundles(problem, rows[free], may[free], longest_s)
    kept = [bundle(problem, rows, [int(places[member]) for member in one.members]) for one in together]
    alone = [bundle(problem, rows, [int(place)]) for place in np.flatnonzero(~free)]
    return (*kept, *alone)


def series_families(layout: Layout) -> Families:
    """Return the families of a layout: its series, and every other halt by itself.

    Raises
    ------
    ValueError
        If a halt holds visits of two series, or two of one: their days cannot be chosen one series at a time.
    """
    owed = layout.problem.obligations
    line_of = series_of(owed).line_of
    halt_of: dict[int, int] = {}
    for halt, one in enumerate(layout.bundles):
        listed = [int(layout.rows[member]) for member in one.members if int(layout.rows[member]) in line_of]
        if len(listed) > 1:
            raise ValueError(f"halt {halt} holds {len(listed)} visits of series, 1 is possible")
        halt_of |= dict.fromkeys(listed, halt)
    least, most = (np.zeros(len(layout.bundles), dtype=np.int32) for _ in range(2))
    lines = []
    for line in sorted({line_of[row] for row in halt_of}):
        for before, row in zip((None, *line), line, strict=False):
            if row in halt_of:
                least[halt_of[row]] = owed.min_gap_days[row]
                # The most is asked of neighbours in the series only, and those outside this search are asked by `may`.
                most[halt_of[row]] = owed.max_gap_days[row] if before in halt_of else 0
        lines.append([halt_of[row] for row in line if row in halt_of])
    on = np.array([duty.on.toordinal() for duty in layout.duties], dtype=np.int32)
    return spaced_families(layout.instance, lines, least, most, on)
