"""Phones that push what they noted; each may ask only so often, so each pushes once."""

from __future__ import annotations

import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from app.gateways.clock import SystemClock
from app.services.access.people import enrol
from app.storage.engine import make_engine, make_sessions
from app.storage.provision import Addresses
from app.storage.unit_of_work import begin_with
from tests.benchmarks.load import Load
from tests.benchmarks.town import Town
from tests.fakes.phone import Phone


def push_day(url: str, where: Addresses, town: Town) -> Load:
    """Enrol a phone for each engineer, then send the starts of all visits of the day in one push a phone."""
    with tempfile.TemporaryDirectory() as folder:
        phones = _enrolled(url, where, town, Path(folder))
        texts = {email: _noted(phone, town.visits[email]) for email, phone in phones.items()}
        begun = time.perf_counter()
        with ThreadPoolExecutor(len(phones)) as crew:
            taken = list(crew.map(lambda email: _sent(phones[email], texts[email]), phones))
        wall = time.perf_counter() - begun
        for phone in phones.values():
            phone.close()
    return Load(wall_s=wall, latencies_s=tuple(sorted(taken)), bytes_read=0, refused=())


def _enrolled(url: str, where: Addresses, town: Town, folder: Path) -> dict[str, Phone]:
    engine, clock = make_engine(where.application), SystemClock()
    phones = {}
    for email in town.engineers:
        phone = phones[email] = Phone(url, folder, clock.now())
        answer = phone.enrol(enrol(begin_with(make_sessions(engine)), clock, email))
        if answer.status_code != 201:
            raise RuntimeError(f"enrolling was answered by {answer.status_code}: {answer.text}")
    engine.dispose()
    return phones


def _noted(phone: Phone, visits: tuple[str, ...]) -> list[str]:
    return [phone.raw(phone.note("visit_started", visit, {})).decode() for visit in visits]


def _sent(phone: Phone, texts: list[str]) -> float:
    begun = time.perf_counter()
    answer = phone.send(texts)
    taken = time.perf_counter() - begun
    results = [one["result"] for one in answer.json()["results"]] if answer.status_code == 200 else []
    if results != ["applied"] * len(texts):
        raise RuntimeError(f"the push was answered by {answer.status_code}: {answer.text[:500]}")
    return taken
