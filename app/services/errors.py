"""Errors a person or a phone may meet: one catalogue of stable codes, each said in two languages.

Raise ``DomainError(CODE, field=...)`` with a code of `CATALOGUE`; keyword arguments fill the sentences and travel as
`details`; `why_zh` replaces `why` in the Chinese sentence. Add a code here before raising it: an unknown code is a
programming error.
"""

from dataclasses import dataclass
from enum import StrEnum


class PhoneAction(StrEnum):
    """What the phone does with an operation that met the error."""

    RETRY = "retry"
    SIGN_IN = "sign_in"
    KEEP_AND_ASK_OFFICE = "keep_and_ask_office"
    SHOW = "show"
    UPDATE_APP = "update_app"
    NONE = "none"


@dataclass(frozen=True, kw_only=True, slots=True)
class ErrorKind:
    """A row of the catalogue; sentences are `str.format` templates over the details."""

    status: int
    en: str
    zh: str
    phone: PhoneAction = PhoneAction.SHOW


class DomainError(Exception):
    """Something asked for cannot be done; `code` is stable, `details` are its facts (plain JSON values)."""

    def __init__(self, code: str, **details: object) -> None:
        self.code = code
        self.kind = CATALOGUE[code]
        self.details = details
        super().__init__(self.message_en)

    @property
    def status(self) -> int:
        """HTTP status that fits the error."""
        return self.kind.status

    @property
    def message_en(self) -> str:
        """The sentence in English."""
        return self.kind.en.format_map(_Known(self.details))

    @property
    def message_zh(self) -> str:
        """The sentence in Chinese."""
        said = {name.removesuffix("_zh"): value for name, value in self.details.items() if name.endswith("_zh")}
        return self.kind.zh.format_map(_Known({**self.details, **said}))


class _Known(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "?"


_OFFICE = PhoneAction.KEEP_AND_ASK_OFFICE

CATALOGUE: dict[str, ErrorKind] = {
    # request
    "invalid_input": ErrorKind(
        status=422, en="The request is not valid: {why}", zh="请求内容无效：{why}", phone=_OFFICE
    ),
    "not_found": ErrorKind(status=404, en="{what} was not found", zh="未找到{what}", phone=_OFFICE),
    "conflict": ErrorKind(status=409, en="{why}", zh="{why}", phone=_OFFICE),
    "too_large": ErrorKind(status=413, en="At most {limit} is accepted", zh="最多接受 {limit}", phone=_OFFICE),
    "method_not_allowed": ErrorKind(status=405, en="That method is not offered here", zh="此处不支持该方法"),
    "malformed": ErrorKind(status=400, en="The request cannot be read: {why}", zh="无法读取请求：{why}", phone=_OFFICE),
    "unsupported_media": ErrorKind(status=415, en="Send {expected}", zh="请发送 {expected}", phone=_OFFICE),
    "too_many_requests": ErrorKind(
        status=429,
        en="Too many requests; try again in {seconds} s",
        zh="请求过于频繁，请 {seconds} 秒后再试",
        phone=PhoneAction.RETRY,
    ),
    # who
    "unauthenticated": ErrorKind(status=401, en="Please sign in", zh="请先登录", phone=PhoneAction.SIGN_IN),
    "sign_in_failed": ErrorKind(
        status=401, en="E-mail or password is wrong", zh="邮箱或密码不正确", phone=PhoneAction.SIGN_IN
    ),
    "two_factor_required": ErrorKind(
        status=401,
        en="One more step: the code of your authenticator app",
        zh="还需一步：请输入身份验证器中的验证码",
        phone=PhoneAction.SIGN_IN,
    ),
    "csrf": ErrorKind(
        status=403,
        en="The page is out of date; reload it and try again",
        zh="页面已失效，请刷新后重试",
    ),
    "forbidden": ErrorKind(status=403, en="Your role does not allow this", zh="您的角色无权执行此操作"),
    "device_revoked": ErrorKind(
        status=403, en="This device was revoked; ask the office", zh="该设备已停用，请联系办公室", phone=_OFFICE
    ),
    "enrolment_code": ErrorKind(
        status=403, en="The enrolment code is wrong, used or expired", zh="注册码错误、已使用或已过期"
    ),
    "token_reuse": ErrorKind(
        status=401,
        en="The sign-in token was used twice; sign in again",
        zh="登录令牌被重复使用，请重新登录",
        phone=PhoneAction.SIGN_IN,
    ),
    "device_proof": ErrorKind(
        status=401,
        en="The phone did not prove that it holds its key; it was signed out",
        zh="手机未能证明持有其密钥，已退出登录",
        phone=PhoneAction.SIGN_IN,
    ),
    "proof_nonce": ErrorKind(
        status=401,
        en="The proof is out of date; fetch a nonce and try again",
        zh="证明已过期，请重新获取随机数后再试",
        phone=PhoneAction.RETRY,
    ),
    "other_author": ErrorKind(
        status=403,
        en="Somebody else recorded this; it goes up when they sign in",
        zh="该记录由他人填写，需本人登录后上传",
        phone=PhoneAction.SIGN_IN,
    ),
    # system
    "database_down": ErrorKind(
        status=503,
        en="The database is not reachable; nothing was stored",
        zh="数据库无法连接，未保存任何内容",
        phone=PhoneAction.RETRY,
    ),
    "disk_full": ErrorKind(
        status=507,
        en="No space left on disk; nothing was stored",
        zh="磁盘空间不足，未保存任何内容",
        phone=PhoneAction.RETRY,
    ),
    "internal": ErrorKind(
        status=500,
        en="Something failed here; it is logged as {reference}",
        zh="系统出错，已记录，编号 {reference}",
        phone=PhoneAction.RETRY,
    ),
    # extract and roads
    "extract_missing": ErrorKind(status=422, en="{path}: no such file", zh="{path}：文件不存在"),
    "extract_unreadable": ErrorKind(
        status=422,
        en="{path} is not a readable OpenStreetMap extract: {why}",
        zh="{path} 不是可读取的 OpenStreetMap 数据：{why}",
    ),
    "extract_without_roads": ErrorKind(
        status=422,
        en="{path} holds no roads; use an extract with streets",
        zh="{path} 中没有道路，请使用包含街道的数据",
    ),
    "roads_unavailable": ErrorKind(
        status=503, en="The road service does not answer: {why}", zh="道路服务无响应：{why}", phone=PhoneAction.RETRY
    ),
    # import
    "import_file": ErrorKind(status=422, en="{file}: {why}", zh="{file}：{why}"),
    "import_rows": ErrorKind(
        status=422, en="{file}: {count} row(s) cannot be taken", zh="{file}：有 {count} 行无法导入"
    ),
    "no_customers": ErrorKind(
        status=422,
        en="There is nobody to visit: the map holds no shops, offices or addresses; give a list with --customers",
        zh="没有可上门的客户：地图中没有商铺、办公或地址，请用 --customers 提供客户清单",
    ),
    # planning
    "problem_flawed": ErrorKind(status=422, en="The planning input is flawed: {why}", zh="计划输入有误：{why}"),
    "plan_rejected": ErrorKind(
        status=409,
        en="The judge found {count} violation(s); the plan is not published",
        zh="校验发现 {count} 处违规，计划未发布",
    ),
    "plan_stale": ErrorKind(
        status=409, en="The inputs changed since this plan was made; plan again", zh="计划生成后数据已变化，请重新计划"
    ),
    "plan_state": ErrorKind(
        status=409, en="A plan that is {state} cannot be {action}", zh="状态为 {state} 的计划不能执行 {action}"
    ),
    "nothing_stands": ErrorKind(
        status=409,
        en="Nothing in force on that day can be replanned: there is none, or all of it has begun",
        zh="当日没有可重排的现行路线：尚未发布，或已全部开始",
    ),
    "visit_settled": ErrorKind(
        status=409,
        en="This visit is under way, over or cancelled; it is not planned anew",
        zh="该次上门已开始、完成或取消，不再重新安排",
    ),
    "call_open": ErrorKind(
        status=409,
        en="This customer has an open call of this kind due on {due_by}; replan that one, or withdraw it first",
        zh="该客户在 {due_by} 前已有一条未办结的同类来电，请重排该来电或先撤回",
    ),
    "call_planned": ErrorKind(
        status=409,
        en="{name} is to make this call's visit on {on}; cancel the visit in the day's replan first",
        zh="该来电已安排 {name} 于 {on} 上门，请先在当日重排中取消该次上门",
    ),
    "approval_required": ErrorKind(
        status=409,
        en="This plan has to be approved before it is published",
        zh="该计划须先经批准才能发布",
    ),
    "four_eyes": ErrorKind(
        status=409,
        en="Whoever drafted this cannot approve it; somebody else has to (unless the company's rules let one do both)",
        zh="起草人不能批准自己起草的内容，须由另一人批准（公司规则允许一人办理的除外）",
    ),
    "run_cancelled": ErrorKind(status=409, en="The plan run was cancelled", zh="计划任务已取消"),
    "run_overrun": ErrorKind(
        status=409,
        en="The plan run took longer than {minutes} minutes and was stopped",
        zh="计划任务超过 {minutes} 分钟，已停止",
    ),
    "run_broken": ErrorKind(
        status=409,
        en="The plan run ended without an answer ({why}); the plans in force are untouched",
        zh="计划任务异常结束（{why}），已生效的计划不受影响",
    ),
    "proposal_broken": ErrorKind(
        status=409,
        en="The proposal ended without an answer ({why}); nothing in force is touched",
        zh="方案测算异常结束（{why}），已生效的内容不受影响",
    ),
    "run_not_active": ErrorKind(status=409, en="The plan run has already ended", zh="计划任务已结束"),
    # field
    "id_reuse": ErrorKind(
        status=422, en="This id was used before with other content", zh="该编号已用于其他内容", phone=_OFFICE
    ),
    "visit_transition": ErrorKind(
        status=409,
        en="A visit that is {state} cannot become {target}",
        zh="状态为 {state} 的上门不能变为 {target}",
        phone=_OFFICE,
    ),
    "photo_unknown": ErrorKind(
        status=404,
        en="No photo with this id was announced for your visits; send its operation first",
        zh="您的上门中没有登记该照片，请先上传其登记操作",
        phone=PhoneAction.RETRY,
    ),
    "unknown_kind": ErrorKind(
        status=422,
        en="This server does not know operations of kind {kind}; it is kept for the office",
        zh="本服务器不支持类型为 {kind} 的操作，已保留交由办公室处理",
        phone=_OFFICE,
    ),
    "photo_rejected": ErrorKind(status=422, en="The photo was refused: {why}", zh="照片被拒绝：{why}", phone=_OFFICE),
    "hash_mismatch": ErrorKind(
        status=422,
        en="The content does not match its hash; send it again",
        zh="内容与校验值不符，请重新发送",
        phone=PhoneAction.RETRY,
    ),
}
