"""The desk API's OpenAPI document as it is committed: ``python -m app.web.openapi`` writes it anew."""

from __future__ import annotations

import json
from pathlib import Path

from flask import Flask

from app.web import desk
from app.web.api import make_api
from app.web.converters import DateConverter, describe_date

FILE = Path(__file__).with_name("desk.json")


def described() -> str:
    """Return the document of the code as it is, without the phones' part."""
    app = Flask(__name__, static_folder=None)
    app.url_map.converters["date"] = DateConverter
    api = make_api(app)
    api.register_converter(DateConverter, describe_date)
    desk.register(api)
    return json.dumps(api.document(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
