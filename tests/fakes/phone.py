"""A reference phone: real HTTP, a queue in SQLite that keeps the bytes of every operation, a P-256 key."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import uuid
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from joserfc import jwt
from joserfc.jwk import ECKey

API = "/api/mobile/v1"
FINAL = ("applied", "conflict", "needs_office")


class Phone:
    """One technician's phone; its clock is wrong by `clock_error`."""

    def __init__(self, base_url: str, folder: Path, now: datetime, *, clock_error: timedelta = timedelta(0)) -> None:
        self.http = httpx.Client(base_url=base_url, timeout=30)
        self.key = ECKey.generate_key("P-256", private=True)
        self.now, self.clock_error, self.boot_id = now, clock_error, uuid.uuid4().hex
        self.tokens: dict[str, Any] = {}
        self.queue = sqlite3.connect(folder / f"{self.boot_id}.sqlite")
        self.queue.execute(
            "CREATE TABLE op (seq INTEGER PRIMARY KEY, op_id TEXT UNIQUE, raw BLOB, result TEXT, answer TEXT)"
        )

    def close(self) -> None:
        self.http.close()
        self.queue.close()

    def enrol(self, code: str, name: str = "reference phone") -> httpx.Response:
        public = self.key.as_dict(private=False)
        jwk = {part: public[part] for part in ("kty", "crv", "x", "y")}
        sent = {"enrolment_code": code, "device_name": name, "public_jwk": jwk}
        response = self.http.post(f"{API}/devices", json=sent)
        if response.status_code == 201:
            self.tokens = response.json()
        return response

    def proof(self, *, key: ECKey | None = None, nonce: str | None = None, refresh_token: str | None = None) -> str:
        nonce = nonce or self.http.get(f"{API}/tokens/nonce").json()["nonce"]
        token = refresh_token or self.tokens["refresh_token"]
        claims = {"sub": self.tokens["device_id"], "rth": hashlib.sha256(token.encode()).hexdigest(), "nonce": nonce}
        return jwt.encode({"alg": "ES256", "typ": "device-proof+jwt"}, claims, key or self.key)

    def refresh(self, *, keep: bool = True, **proof: Any) -> httpx.Response:
        """Ask for new tokens; without `keep` the answer is lost on the way."""
        token = proof.get("refresh_token") or self.tokens["refresh_token"]
        response = self.http.post(f"{API}/tokens/refresh", json={"refresh_token": token, "proof": self.proof(**proof)})
        if keep and response.status_code == 200:
            self.tokens = response.json()
        return response

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.http.get(f"{API}{path}", headers=self.signed(**headers))

    def signed(self, **headers: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.tokens['access_token']}", **headers}

    def note(self, kind: str, visit_id: str, body: dict[str, Any], *, after: tuple[str, ...] = (), **more: Any) -> str:
        """Write an operation into the queue, once and for all, and return its id; a second passes."""
        self.now += timedelta(seconds=1)
        op_id = more.get("op_id") or str(uuid.uuid4())
        seq = self.queue.execute("SELECT coalesce(max(seq), 0) + 1 FROM op").fetchone()[0]
        operation = {
            "op_id": op_id, "device_seq": seq, "kind": kind, "schema_v": 1, "entity_id": visit_id,
            "depends_on": list(after), "occurred_at": self.clocks(), "body": body, **more,
        }  # fmt: skip
        raw = json.dumps(operation, ensure_ascii=False).encode()
        self.queue.execute("INSERT INTO op (seq, op_id, raw) VALUES (?, ?, ?)", (seq, op_id, raw))
        self.queue.commit()
        return op_id

    def clocks(self) -> dict[str, Any]:
        """What the phone's clocks say; the steady one counts from 2020."""
        steady = int((self.now - datetime(2020, 1, 1, tzinfo=self.now.tzinfo)).total_seconds() * 1000)
        return {
            "device_time": (self.now + self.clock_error).isoformat(), "boot_id": self.boot_id, "monotonic_ms": steady,
        }  # fmt: skip

    def waiting(self) -> list[str]:
        """Ids of operations that have no final answer yet, in their order."""
        marks = ", ".join("?" for _ in FINAL)
        query = f"SELECT op_id FROM op WHERE result IS NULL OR result NOT IN ({marks}) ORDER BY seq"  # noqa: S608
        return [row[0] for row in self.queue.execute(query, FINAL)]

    def raw(self, op_id: str) -> bytes:
        return bytes(self.queue.execute("SELECT raw FROM op WHERE op_id = ?", (op_id,)).fetchone()[0])

    def push(self, op_ids: list[str] | None = None, *, heard: bool = True) -> list[dict[str, Any]]:
        """Send operations (by default all that wait); when the answer is not `heard` the queue learns nothing."""
        chosen = self.waiting() if op_ids is None else op_ids
        response = self.send([self.raw(op_id).decode() for op_id in chosen])
        assert response.status_code == 200, response.text
        results: list[dict[str, Any]] = response.json()["results"]
        for each in results if heard else ():
            answer = json.dumps(each["answer"])
            final = each["answer"]["result"] if each["result"] == "duplicate" else each["result"]
            self.queue.execute("UPDATE op SET result = ?, answer = ? WHERE op_id = ?", (final, answer, each["op_id"]))
        self.queue.commit()
        return results

    def send(self, texts: list[str]) -> httpx.Response:
        sent = {"phone_now": self.clocks(), "operations": texts}
        return self.http.post(f"{API}/sync/push", json=sent, headers=self.signed())

    def put_photo(self, photo_id: str, content: bytes, sha256: str | None = None) -> httpx.Response:
        headers = self.signed(**{"X-Content-SHA256": sha256 or hashlib.sha256(content).hexdigest()})
        return self.http.put(f"{API}/photos/{photo_id}", content=content, headers=headers)
