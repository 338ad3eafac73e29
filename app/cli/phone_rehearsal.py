"""A scripted phone that carries out one visit over HTTP, step by step; its findings are invented."""

from __future__ import annotations

import hashlib
import io
import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import httpx
from joserfc.jwk import ECKey
from PIL import Image, ImageDraw

from app.cli.failures import CommandError
from app.domain.sentences import Sentence
from app.gateways.clock import SystemClock

API = "/api/mobile/v1"
UNTOUCHED = ("planned", "dispatched")
Json = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Findings:
    """What the scripted technician finds."""

    visit: Json
    photo: bytes
    photo_id: str
    record_id: str

    @property
    def sha256(self) -> str:
        """Hash of the photo."""
        return hashlib.sha256(self.photo).hexdigest()


class Rehearsal:
    """The phone's side of the wire: a key, tokens, a counter of operations."""

    def __init__(self, base_url: str) -> None:
        self._http = httpx.Client(base_url=base_url, timeout=30)
        self._key = ECKey.generate_key("P-256", private=True)
        self._clock = SystemClock()
        self._boot_id, self._seq, self._token = uuid.uuid4().hex, 0, ""

    def __enter__(self) -> Rehearsal:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def enrol(self, code: str) -> str:
        """Bind this phone by a code and return its id."""
        public = self._key.as_dict(private=False)
        jwk = {part: public[part] for part in ("kty", "crv", "x", "y")}
        sent = {"enrolment_code": code, "device_name": "rehearsal", "public_jwk": jwk}
        tokens = self._ask("POST", "/devices", json=sent)
        self._token = tokens["access_token"]
        return str(tokens["device_id"])

    def day(self, on_date: str) -> Json:
        """Fetch the route of a day."""
        return self._ask("GET", f"/days/{on_date}")

    def tell(self, kind: str, visit_id: str, body: Json) -> Json:
        """Send one operation and return its answer."""
        self._seq += 1
        clocks = {"device_time": self._clock.now().isoformat(), "boot_id": self._boot_id}
        operation = {
            "op_id": str(uuid.uuid4()), "device_seq": self._seq, "kind": kind, "schema_v": 1, "entity_id": visit_id,
            "occurred_at": clocks, "body": body,
        }  # fmt: skip
        sent = {"phone_now": clocks, "operations": [json.dumps(operation)]}
        told: Json = self._ask("POST", "/sync/push", json=sent)["results"][0]
        if told["result"] != "applied":
            error = told["answer"].get("error", {})
            zh, en = error.get("message_zh", ""), error.get("message_en", "")
            raise CommandError("phone", f"{kind}：{told['result']} {zh}", f"{kind}: {told['result']} {en}")
        answer: Json = told["answer"]
        return answer

    def put_photo(self, found: Findings) -> Json:
        """Send the photo."""
        headers = {"X-Content-SHA256": found.sha256}
        return self._ask("PUT", f"/photos/{found.photo_id}", content=found.photo, headers=headers)

    def _ask(self, method: str, path: str, **more: Any) -> Json:
        bearer = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        headers = {**bearer, **more.pop("headers", {})}
        try:
            response = self._http.request(method, f"{API}{path}", headers=headers, **more)
            answer: Json = response.json()
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            where = self._http.base_url
            raise CommandError("server", f"{where} 无法访问：{error}", f"{where} does not answer: {error}") from error
        if response.is_error:
            raise CommandError(answer["code"], answer["message_zh"], answer["message_en"])
        return answer


def rehearse(phone: Rehearsal, code: str, on_date: str) -> Iterator[Sentence]:
    """Carry out the first visit of the day that nobody has begun; yield what was done after each step."""
    device_id = phone.enrol(code)
    yield Sentence(zh=f"1 已注册手机 {device_id}", en="phone enrolled")
    day = phone.day(on_date)
    visits = [visit for stop in day["stops"] for visit in stop["visits"]]
    yield Sentence(zh=f"2 {day['date']} 共 {len(visits)} 次上门", en=f"{len(visits)} visits on the route")
    found = _findings(next((each for each in visits if each["state"] in UNTOUCHED), None), day["date"])
    name = found.visit["customer"]["name"]
    started = phone.tell("visit_started", found.visit["id"], {})
    yield Sentence(zh=f"3 到达 {name}，状态 {started['visit']['state']}", en="on site")
    for meter in found.visit["customer"]["meters"][:1]:
        check = _meter_check(meter)
        answer = phone.tell("meter_check", found.visit["id"], check)
        flags = ", ".join(answer["flags"]) or "-"
        yield Sentence(zh=f"4 表具 {meter['meter_no']} 读数 {check['reading']}", en=f"meter read, flags: {flags}")
    yield from _end(phone, found)


def _end(phone: Rehearsal, found: Findings) -> Iterator[Sentence]:
    visit_id = found.visit["id"]
    about = {"kind": "meter", "sha256": found.sha256, "byte_size": len(found.photo), "media_type": "image/jpeg"}
    phone.tell("photo_added", visit_id, {"photo_id": found.photo_id, **about})
    yield Sentence(zh=f"5 已拍照 {found.sha256[:12]}", en="photo announced")
    form = found.visit["form"]
    report = {"record_id": found.record_id, "form_key": form["key"], "form_version": form["version"], "answers": {}}
    done = phone.tell("visit_completed", visit_id, {**report, "expected_photos": [found.sha256]})
    yield Sentence(zh=f"6 已完成，记录状态 {done['record']['state']}", en="completed, the record waits for its photo")
    stored = phone.put_photo(found)
    whole = "完整" if found.record_id in stored["completed_records"] else "仍缺照片"
    yield Sentence(zh=f"7 照片已上传，记录{whole}", en="photo stored")
    if "next_due" in done:
        due = done["next_due"]
        yield Sentence(zh=f"8 下次应办 {due['not_before']} 至 {due['due_by']}", en=f"next due by {due['due_by']}")


def _findings(visit: Json | None, on_date: str) -> Findings:
    if visit is None:
        raise CommandError(
            "no_visit",
            f"{on_date} 的路线上没有未开始的上门（路线需先发布）",
            f"No visit of {on_date} is left to begin (is the route published?)",
        )
    record_id = str(uuid.uuid4())
    return Findings(visit=visit, photo=_picture(record_id), photo_id=str(uuid.uuid4()), record_id=record_id)


def _meter_check(meter: Json) -> Json:
    reading = Decimal(meter["last_reading"] or 0) + 1
    state = {"condition": "normal", "seal": "intact", "leak": False}
    return {"check_id": str(uuid.uuid4()), "meter_id": meter["id"], "reading": str(reading), **state}


def _picture(mark: str) -> bytes:
    image, stream = Image.new("RGB", (640, 480), "#dde3e8"), io.BytesIO()
    ImageDraw.Draw(image).text((20, 220), f"REHEARSAL {mark}", fill="#222222")
    image.save(stream, "JPEG", quality=80)
    return stream.getvalue()
