"""A small instance of our own in every form, written where a test wants it."""

from __future__ import annotations

from pathlib import Path

AT = ((0, 0), (3, 4), (6, 8), (0, 7), (-5, -5))
WINDOWS = ((0, 200), (10, 60), (0, 80), (20, 90), (0, 150))
DEMAND, SERVICE = (0, 4, 3, 5, 6), 5


def rows(*columns: tuple[object, ...]) -> str:
    """Return numbered rows of a section."""
    numbered = enumerate(zip(*columns, strict=True), start=1)
    return "\n".join(f"{number} {' '.join(str(word) for word in row)}" for number, row in numbered)


def vrp(
    kind: str = "VRPTW",
    *,
    head: str = "CAPACITY : 10\nSERVICE_TIME : 5\n",
    more: str = "",
    windows: tuple[tuple[int, int], ...] = WINDOWS,
) -> str:
    """Return the small instance in the form of VRPLIB, with two vehicles."""
    xs, ys = zip(*AT, strict=True)
    opens, closes = zip(*windows, strict=True)
    return (
        f"NAME : tiny\nTYPE : {kind}\nDIMENSION : 5\nVEHICLES : 2\n{head}EDGE_WEIGHT_TYPE : EUC_2D\n"
        f"NODE_COORD_SECTION\n{rows(xs, ys)}\nDEMAND_SECTION\n{rows(DEMAND)}\n"
        f"TIME_WINDOW_SECTION\n{rows(opens, closes)}\n{more}DEPOT_SECTION\n1\n-1\nEOF\n"
    )


def sites() -> str:
    """Return it with a large vehicle that may serve all and a small one that may serve two, half a day each."""
    more = "SERVICE_TIME_SECTION\n" + rows((0, 5, 5, 5, 5)) + "\nCAPACITY_SECTION\n" + rows((14, 8))
    more += "\nVEHICLES_ALLOWED_CLIENTS_SECTION\n1 2 3 4 5\n2 2 3\n"
    return vrp("SDVRPTW", head="VEHICLES_MAX_DURATION: 100\n", more=more)


def prizes() -> str:
    """Return it with a prize on every customer but the first."""
    return vrp("PCVRPTW", more="PRIZE_SECTION\n" + rows((0, 0, 30, 2, 9)) + "\n")


def solomon() -> str:
    """Return it in the text form of Solomon."""
    lines = [
        f"{number:5} {x:5} {y:5} {demand:5} {opens:5} {closes:5} {SERVICE if number else 0:5}"
        for number, ((x, y), demand, (opens, closes)) in enumerate(zip(AT, DEMAND, WINDOWS, strict=True))
    ]
    heading = "CUST NO.  XCOORD.   YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE   TIME"
    return "\n".join(
        ["tiny", "", "VEHICLE", "NUMBER     CAPACITY", "  2         10", "", "CUSTOMER", heading, "", *lines, ""]
    )


def write(path: Path, text: str) -> Path:
    """Write a file and return where."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
