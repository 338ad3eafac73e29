"""Write the document that is committed."""

from app.web.openapi import FILE, described

FILE.write_text(described(), encoding="utf-8")
