"""What a rotation finding says to people, in two languages."""

from planner.staffing.policy import RotationPolicy
from planner.staffing.rotation import Finding, Why


def sentence(finding: Finding, policy: RotationPolicy) -> tuple[str, str]:
    """Return the English and the Chinese sentence of a finding."""
    en, zh = _SENTENCES[finding.why]
    value = finding.value if finding.value is not None else 0.0
    facts = {
        "value": f"{value:g}",
        "month": "?" if finding.month is None else f"{finding.month:%Y-%m}",
        "pass_score": f"{policy.pass_score:g}",
        "most": str(policy.most_days),
        "least": str(policy.least_days),
    }
    return en.format(**facts), zh.format(**facts)


_SENTENCES = {
    Why.LOW_SCORE: (
        "Scored {value} in {month}, under {pass_score}.",
        "{month} 考核 {value} 分，低于 {pass_score} 分。",
    ),
    Why.LONG_STAY: (
        "In the area for {value} days, a year ({most}) or more.",
        "在本区域已 {value} 天，达到一年（{most} 天）。",
    ),
    Why.SERIOUS_ERROR: ("A serious error is recorded in {month}.", "{month} 记有严重失误。"),
    Why.EXCHANGE: (
        "Takes over a post that becomes free; was free to move.",
        "接替空出的岗位；本人已满足可调动条件。",
    ),
    Why.TOO_SOON: (
        "In the area for {value} days, under half a year ({least}): not moved without a serious error.",
        "到本区域仅 {value} 天，不满半年（{least} 天），无严重失误不调动。",
    ),
    Why.SINCE_UNKNOWN: (
        "The first day in the area is not entered: not moved on a guess.",
        "未录入到岗日期，不凭推测调动。",
    ),
    Why.NO_OTHER_POST: (
        "Should move, but no other post fits the certificates held or is open to exchange.",
        "应调动，但没有与所持证书相符的其他岗位可换。",
    ),
    Why.MAY_STAY: ("Nothing speaks for a move.", "没有需要调动的情形。"),
}
