"""Personal data as shown to whoever does not need all of it."""

from app.domain.kinds import CustomerKind

# Family names of two characters; every other Chinese family name has one.
COMPOUND = frozenset(
    "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 令狐 慕容 司徒 夏侯 长孙 宇文 端木 百里 东郭 南宫 呼延 独孤".split()  # noqa: SIM905
)


def shown_name(name: str, kind: CustomerKind) -> str:
    """Return the surname of a household and stars; firms keep their name."""
    if kind is not CustomerKind.RESIDENTIAL or not name.strip():
        return name
    words = name.split()
    if len(words) > 1:
        return f"{words[-1]} ***"
    kept = 2 if name[:2] in COMPOUND and len(name) > 2 else 1
    return name[:kept] + "**"


def shown_phone(phone: str | None) -> str | None:
    """Return the first three and last four digits; of a short number only the last two."""
    if not phone:
        return None
    if len(phone) < 9:
        return "****" + phone[-2:]
    return f"{phone[:3]}****{phone[-4:]}"
