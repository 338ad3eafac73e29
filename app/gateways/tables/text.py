"""Bytes into text: UTF-8 with or without mark, UTF-16 with mark, GB18030."""

import codecs

from app.gateways.tables.refusals import refused

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def decoded(raw: bytes, file: str) -> tuple[str, str]:
    """Return text and the encoding it was written in.

    UTF-8 is strict enough that other encodings practically never pass for it; what is left in Chinese offices is
    GB18030, which holds GBK and GB2312.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _strict(raw, encoding, file), encoding
    try:
        text, encoding = raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        text, encoding = _strict(raw, "gb18030", file), "gb18030"
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        raise refused(
            file,
            f"line {line} holds a NUL character; is this really a text file?",
            f"第 {line} 行含有空字符（NUL），请确认这是文本文件",
            line=line,
        )
    return text, encoding


def _strict(raw: bytes, encoding: str, file: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise refused(
            file,
            f"line {line} is neither UTF-8 nor GB18030 text; save it as CSV UTF-8",
            f"第 {line} 行既不是 UTF-8 也不是 GB18030 编码，请另存为 CSV UTF-8",
            line=line,
        ) from error
