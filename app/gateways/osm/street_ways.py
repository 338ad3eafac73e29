"""Collects the streets of an extract while it streams by."""

from array import array
from collections.abc import Iterable, Mapping

from app.gateways.osm.road_rules import StreetRule, blocks_cars, street_rule
from app.gateways.osm.text_index import TextIndex

Corner = tuple[int, float, float]
"""Node id, longitude, latitude."""


class StreetWays:
    """Flat columns of runs: a run is an unbroken piece of a way (an extract's border may cut a way into several)."""

    def __init__(self) -> None:
        self.refs = array("q")
        self.lonlat = array("d")
        self.run_start = array("q", [0])
        self.kmh = array("f")
        self.stoppable = array("b")
        self.class_id = array("i")
        self.name_id = array("i")
        self.classes = TextIndex()
        self.names = TextIndex("")
        self.blocked_refs = array("q")
        self.signal_refs = array("q")

    def add_node(self, ref: int, tags: Mapping[str, str]) -> None:
        """Remember barriers and signals."""
        if tags.get("highway") == "traffic_signals":
            self.signal_refs.append(ref)
        if "barrier" in tags and blocks_cars(tags):
            self.blocked_refs.append(ref)

    def add_way(self, tags: Mapping[str, str], corners: Iterable[Corner | None]) -> bool:
        """Keep a way if it can be travelled; `corners` holds None where the extract lacks the node."""
        rule = street_rule(tags)
        if rule is None:
            return False
        run: list[Corner] = []
        kept = False
        for corner in corners:
            if corner is not None:
                run.append(corner)
                continue
            kept |= self._add_run(run, rule, tags)
            run = []
        return self._add_run(run, rule, tags) or kept

    def _add_run(self, run: list[Corner], rule: StreetRule, tags: Mapping[str, str]) -> bool:
        if len(run) < 2:
            return False
        for ref, lon, lat in run:
            self.refs.append(ref)
            self.lonlat.append(lon)
            self.lonlat.append(lat)
        self.run_start.append(len(self.refs))
        self.kmh.extend(rule.kmh)
        self.stoppable.append(rule.stoppable)
        self.class_id.append(self.classes.number(tags["highway"]))
        self.name_id.append(self.names.number(tags.get("name", "")))
        return True
