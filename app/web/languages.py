"""The reader's language, from the request."""

from flask import request

from app.web.parts import parts

OFFERED = ("zh", "en")


def english_wanted() -> bool:
    """Whether Accept-Language prefers English to Chinese; the setting decides when it says neither."""
    asked = request.accept_languages
    quality = {name: max((q for tag, q in asked if _is(tag, name)), default=0.0) for name in OFFERED}
    if quality["en"] == quality["zh"]:
        return parts().settings.language == "en"
    return quality["en"] > quality["zh"]


def _is(tag: str, name: str) -> bool:
    return tag.lower().replace("_", "-").split("-")[0] == name
