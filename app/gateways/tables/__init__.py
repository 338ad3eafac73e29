"""Spreadsheets and delimited text into tables, whatever program of whatever country wrote them."""

from app.gateways.tables.reader import Limits, read_table

__all__ = ["Limits", "read_table"]
