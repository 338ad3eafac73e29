"""Blueprints that refuse what their schemas do not declare, wherever it was sent (R44)."""

from __future__ import annotations

from flask_smorest import Blueprint as SmorestBlueprint
from webargs.flaskparser import FlaskParser


class Parser(FlaskParser):
    """Leaves undeclared fields to the schema in every place; the library would drop them from queries silently."""

    DEFAULT_UNKNOWN_BY_LOCATION = dict.fromkeys(FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION)


class Blueprint(SmorestBlueprint):
    """The blueprint of every file of the desk API."""

    ARGUMENTS_PARSER = Parser()
