"""The master over the compiled search: how long to run it, from where, and what to make of the routes it has seen.

`search` is the one entry; `assemble` chooses the best plan among the routes of a search that was run elsewhere.
"""

from planner.master.assemble import assemble
from planner.master.course import search

__all__ = ["assemble", "search"]
