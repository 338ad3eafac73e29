"""VROOM-style JSON in and out: one day, jobs as obligations, vehicles as technicians (VROOM ``docs/API.md``)."""

from planner.serial.vroom.read import VroomDocument, read_vroom
from planner.serial.vroom.write import write_vroom

__all__ = ["VroomDocument", "read_vroom", "write_vroom"]
