"""What is looked at on a gas meter, and whether its reading can be true."""

from app.domain.meters.kinds import MeterCondition, Seal
from app.domain.meters.plausibility import ReadingFlag, doubts

__all__ = ["MeterCondition", "ReadingFlag", "Seal", "doubts"]
