"""The stages of a planning run, in both languages, with the share of the whole each usually takes."""

from enum import StrEnum

from app.domain.kinds import PlanLevel
from app.domain.sentences import Sentence


class Stage(StrEnum):
    """What a run is doing."""

    QUEUED = "queued"
    LEDGER = "ledger"
    LOADING = "loading"
    TRAVEL = "travel"
    PLANNING = "planning"
    JUDGING = "judging"
    GEOMETRY = "geometry"
    STORING = "storing"
    DONE = "done"


STAGES: dict[Stage, Sentence] = {
    Stage.QUEUED: Sentence(zh="等待开始", en="Waiting to start"),
    Stage.LEDGER: Sentence(zh="更新应办事项", en="Bringing the ledger up to date"),
    Stage.LOADING: Sentence(zh="读取数据", en="Reading the data"),
    Stage.TRAVEL: Sentence(zh="计算路程", en="Computing travel times"),
    Stage.PLANNING: Sentence(zh="编排计划", en="Planning"),
    Stage.JUDGING: Sentence(zh="校验计划", en="Judging the plan"),
    Stage.GEOMETRY: Sentence(zh="绘制路线", en="Drawing the routes"),
    Stage.STORING: Sentence(zh="保存计划", en="Storing the plan"),
    Stage.DONE: Sentence(zh="完成", en="Done"),
}

_DAYS = {
    Stage.LEDGER: 0.05,
    Stage.LOADING: 0.05,
    Stage.TRAVEL: 0.1,
    Stage.PLANNING: 0.6,
    Stage.JUDGING: 0.05,
    Stage.GEOMETRY: 0.1,
    Stage.STORING: 0.05,
}
_YEAR = {Stage.LEDGER: 0.1, Stage.LOADING: 0.15, Stage.PLANNING: 0.5, Stage.JUDGING: 0.1, Stage.STORING: 0.15}


def span(level: PlanLevel, stage: Stage) -> tuple[float, float]:
    """Return the share of a run that is done when `stage` begins, and when it ends."""
    weights = _YEAR if level in {PlanLevel.ANNUAL, PlanLevel.QUARTERLY} else _DAYS
    names = list(weights)
    if stage not in weights:
        return (1.0, 1.0) if stage is Stage.DONE else (0.0, 0.0)
    begin = sum(weights[name] for name in names[: names.index(stage)])
    return min(begin, 1.0), min(begin + weights[stage], 1.0)
