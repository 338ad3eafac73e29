"""A technician's day on a phone, against a running server of two processes (issue part 1.7)."""

import hashlib
import os
import random
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app.gateways.clock import SystemClock
from app.settings import CHECKOUT
from app.storage.provision import Addresses
from tests.app.services.town import Town
from tests.fakes.field_company import FieldCompany, found, picture
from tests.fakes.phone import Phone
from tests.postgres import PREFIX, TestServer

CLOCK = SystemClock()
ANSWERS = {
    "kitchen": "closed", "second_fuel": False, "pipe": "normal", "tightness": "pass", "hose": "metal",
    "hose_state": "normal", "cooker": "normal", "water_heater": "none", "alarm": "working", "leaflet": True,
}  # fmt: skip


@dataclass
class Served:
    """A running server and the company it serves."""

    url: str
    company: FieldCompany
    folder: Path
    phones: list[Phone] = field(default_factory=list)

    def phone(self, name: str) -> Phone:
        """An enrolled phone of somebody."""
        phone = Phone(self.url, self.folder, CLOCK.now())
        self.phones.append(phone)
        assert phone.enrol(self.company.code(name)).status_code == 201
        return phone


@pytest.fixture(scope="module")
def served(server: TestServer, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A company in a database of its own behind a server on 127.0.0.1."""
    name, folder = f"{PREFIX}{os.getpid()}_phone_day", tmp_path_factory.mktemp("phone_day")
    where = server.clone(template, name)
    engine = create_engine(where.application)
    process = None
    try:
        company = found(Town(sessions=lambda: Session(engine)), CLOCK)
        process, url = _serve(where, folder)
        served = Served(url=url, company=company, folder=folder)
        yield served
        for phone in served.phones:
            phone.close()
    finally:
        if process is not None:
            process.terminate()
            process.wait(20)
        engine.dispose()
        server.drop(name)


def _serve(where: Addresses, folder: Path) -> tuple[subprocess.Popen[bytes], str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {
        **os.environ, "DATABASE_URL": where.application, "DATABASE_OWNER_URL": where.owner, "ROUNDSMAN_ENV": "test",
        "ROUNDSMAN_DATA_DIR": str(folder), "ROUNDSMAN_SECRET_KEY": "only the tests know this, 0123456789abcdef",
    }  # fmt: skip
    command = [
        sys.executable, "-m", "gunicorn", "app.wsgi:app", "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread",
        "--workers", "2", "--threads", "4", "--log-level", "warning",
    ]  # fmt: skip
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=CHECKOUT, env=env, stdout=log, stderr=log)
    url = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            if httpx.get(f"{url}/api/mobile/v1/tokens/nonce").status_code == 200:
                return process, url
        except httpx.TransportError:
            pass
        if process.poll() is not None:
            break
        time.sleep(0.2)
    process.kill()
    raise AssertionError((folder / "server.log").read_text()[-4000:])


def _whole_visit(phone: Phone, visit: dict[str, Any], content: bytes) -> tuple[list[str], str]:
    """Note a visit from door to door; return the operations and the photo's id."""
    ident, photo_id, sha = visit["id"], str(uuid.uuid4()), hashlib.sha256(content).hexdigest()
    start = phone.note("visit_started", ident, {})
    meter = visit["customer"]["meters"][0]["id"]
    facts = {"check_id": str(uuid.uuid4()), "meter_id": meter, "condition": "normal", "seal": "intact", "leak": False}
    check = phone.note("meter_check", ident, {**facts, "reading": "1030.5"})
    about = {
        "photo_id": photo_id,
        "kind": "meter",
        "sha256": sha,
        "byte_size": len(content),
        "media_type": "image/jpeg",
    }
    photo = phone.note("photo_added", ident, about)
    record = {"record_id": str(uuid.uuid4()), "form_key": "gas_inspection", "form_version": 1, "answers": ANSWERS}
    end = phone.note("visit_completed", ident, {**record, "expected_photos": [sha]}, after=(start,))
    return [start, check, photo, end], photo_id


def _visits(phone: Phone) -> list[dict[str, Any]]:
    day = phone.get("/days/today")
    assert day.status_code == 200, day.text
    return [visit for stop in day.json()["stops"] for visit in stop["visits"]]


def test_a_visit_is_carried_out_from_the_morning_to_the_next_due_date(served: Served) -> None:
    """Every push three times in shuffled order: one effect each (R9), the next window counts from today (S9.1)."""
    phone, town = served.phone("wang"), served.company.town
    visit, content = _visits(phone)[0], picture(1)
    ops, photo_id = _whole_visit(phone, visit, content)
    sends = ops * 3
    random.Random(7).shuffle(sends)  # noqa: S311
    for op_id in sends:
        phone.push([op_id])
    # What waited for another operation was carried out with it; the phone learns that when it asks next.
    assert {each["result"] for each in phone.push()} <= {"duplicate"}
    assert phone.waiting() == []
    record = town.rows("SELECT * FROM record WHERE visit_id = :id", id=visit["id"])
    assert [(each.state, each.flags) for each in record] == [("waiting_media", [])]
    put = phone.put_photo(photo_id, content)
    assert put.status_code == 200, put.text
    assert put.json()["completed_records"] == [str(record[0].id)]
    assert town.one("SELECT state FROM record WHERE visit_id = :id", id=visit["id"]) == "complete"
    for table in ("record", "meter_check", "photo"):
        assert town.one(f"SELECT count(*) FROM {table} WHERE visit_id = :id", id=visit["id"]) == 1  # noqa: S608
    done, following = town.owed(uuid.UUID(visit["customer"]["id"]))
    assert (done.state, done.fulfilled_on, done.fulfilled_by_record_id) == (
        "fulfilled", served.company.today, record[0].id,
    )  # fmt: skip
    assert following.state == "open"
    assert following.due_by.replace(year=served.company.today.year) == served.company.today
    assert following.previous_done_on == served.company.today
    told = phone.queue.execute("SELECT answer FROM op WHERE op_id = ?", (ops[-1],)).fetchone()[0]
    assert following.due_by.isoformat() in told
    assert _visits(phone)[0]["state"] == "completed"


def test_a_lost_answer_is_given_again_word_for_word(served: Served) -> None:
    """R9: the phone did not hear the answer and sends the same bytes."""
    phone = served.phone("wang")
    op_id = phone.note("visit_started", str(served.company.visits["wang"][1]), {})
    first = phone.push([op_id], heard=False)[0]
    again = phone.push([op_id])[0]
    assert (first["result"], again["result"]) == ("applied", "duplicate")
    assert again["answer"] == first["answer"]
    status = phone.get(f"/sync/operations?ids={op_id}").json()["items"]
    assert status == [{"op_id": op_id, "status": "applied", "answer": first["answer"]}]


def test_somebody_elses_visit_is_not_touched_and_the_report_is_kept(served: Served) -> None:
    """R42 and reliability 3.7: refused, but not thrown away."""
    phone, town = served.phone("wang"), served.company.town
    theirs = str(served.company.visits["li"][0])
    op_id = phone.note("visit_started", theirs, {})
    told = phone.push([op_id])[0]
    assert (told["result"], told["answer"]["error"]["code"]) == ("needs_office", "not_found")
    assert town.one("SELECT state FROM visit WHERE id = :id", id=theirs) == "planned"
    assert bytes(town.one("SELECT raw FROM sync_operation WHERE op_id = :id", id=op_id)) == phone.raw(op_id)


def test_many_connections_with_the_same_operations_have_one_effect(served: Served) -> None:
    """R11: eight at once, to two processes."""
    phone, town = served.phone("li"), served.company.town
    visit = _visits(phone)[1]
    ops, _ = _whole_visit(phone, visit, picture(2))
    texts = [phone.raw(op_id).decode() for op_id in ops]
    with ThreadPoolExecutor(8) as pool:
        responses = list(pool.map(lambda _: phone.send(texts), range(8)))
    assert {each.status_code for each in responses} == {200}
    results = [[each["result"] for each in response.json()["results"]] for response in responses]
    assert all(set(found) <= {"applied", "duplicate"} for found in zip(*results, strict=True)), results
    assert [list(found).count("applied") for found in zip(*results, strict=True)] == [1, 1, 1, 1]
    for table in ("record", "meter_check", "photo"):
        assert town.one(f"SELECT count(*) FROM {table} WHERE visit_id = :id", id=visit["id"]) == 1  # noqa: S608
    promised = "SELECT count(*) FROM outbox WHERE body->>'visit_id' = :id AND topic = 'visit_ended'"
    assert town.one(promised, id=visit["id"]) == 1


def test_the_rehearsal_carries_out_one_visit_and_says_so(served: Served) -> None:
    """``roundsman phone play`` against the running server."""
    company = served.company
    command = [sys.executable, "-m", "app.cli.main", "phone", "play", "--base-url", served.url, "--code"]
    env = {**os.environ, "ROUNDSMAN_DATA_DIR": str(served.folder)}
    done, refused = (
        subprocess.run([*command, code], cwd=CHECKOUT, env=env, capture_output=True, text=True, check=False)
        for code in (company.code("li"), "AAAA-AAAA-AAAA")
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert [line[0] for line in done.stdout.splitlines()[1:]] == list("12345678")
    first = str(company.visits["li"][0])
    assert company.town.one("SELECT state FROM visit WHERE id = :id", id=first) == "completed"
    assert company.town.one("SELECT state FROM record WHERE visit_id = :id", id=first) == "complete"
    assert (refused.returncode, "注册码" in refused.stderr) == (1, True)


def test_two_last_photos_at_once_complete_the_record(served: Served) -> None:
    """R14: neither upload may believe that the other is still missing."""
    phone, town = served.phone("li"), served.company.town
    visit = str(served.company.visits["li"][2])
    contents = [picture(40), picture(41)]
    hashes = [hashlib.sha256(content).hexdigest() for content in contents]
    photos = [str(uuid.uuid4()) for _ in contents]
    for photo_id, content, sha in zip(photos, contents, hashes, strict=True):
        about = {"photo_id": photo_id, "kind": "meter", "sha256": sha, "byte_size": len(content)}
        phone.note("photo_added", visit, {**about, "media_type": "image/jpeg"})
    record = {"record_id": str(uuid.uuid4()), "form_key": "gas_inspection", "form_version": 1, "answers": ANSWERS}
    phone.note("visit_completed", visit, {**record, "expected_photos": hashes})
    phone.push()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(phone.put_photo, photos * 4, contents * 4))
    assert {answer.status_code for answer in answers} == {200}
    assert town.one("SELECT state FROM record WHERE id = :id", id=record["record_id"]) == "complete"


def test_refreshing_twice_at_once_signs_nobody_out(served: Served) -> None:
    """R46: both get the same tokens."""
    phone = served.phone("wang")
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: phone.refresh(keep=False), range(6)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json()["refresh_token"] for answer in answers}) == 1
    phone.tokens = answers[0].json()
    assert phone.get("/days/today").status_code == 200
