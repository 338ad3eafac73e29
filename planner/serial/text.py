"""JSON text to values, strictly: no NaN, no Infinity, no key twice, no surprise."""

import json
from typing import Any

from planner.problem import Flaw, ProblemError


def parse(text: str | bytes) -> Any:
    """Return the JSON value of `text`.

    Raises
    ------
    ProblemError
        If it is not UTF-8, not JSON, holds NaN or Infinity, repeats a key, or is nested too deeply.
    """
    try:
        plain = text.decode("utf-8-sig") if isinstance(text, bytes) else text
        return json.loads(plain, parse_constant=_no_constant, object_pairs_hook=_no_twin, parse_int=_whole)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno} column {error.colno}"
        raise _refusal(
            place, f"not JSON: {error.msg}", f"不是有效的 JSON（第 {error.lineno} 行第 {error.colno} 列）"
        ) from error
    except UnicodeDecodeError as error:
        raise _refusal(f"byte {error.start}", "not UTF-8 text", "不是 UTF-8 编码的文本") from error
    except RecursionError as error:
        raise _refusal("$", "nested too deeply", "嵌套层次过深") from error


def _no_constant(name: str) -> Any:
    raise _refusal("$", f"{name} is not a number JSON knows", f"JSON 不允许 {name}")


def _whole(digits: str) -> int:
    if len(digits) > 18:
        raise _refusal("$", f"number of {len(digits)} digits is too large", f"数字过大（{len(digits)} 位）")
    return int(digits)


def _no_twin(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twin = next(name for name in names if names.count(name) > 1)
        raise _refusal("$", f"field {twin!r} stands twice in one object", f"同一对象中字段 {twin!r} 重复")
    return found


def _refusal(path: str, en: str, zh: str) -> ProblemError:
    return ProblemError([Flaw(path=path, message_en=en, message_zh=zh)])
