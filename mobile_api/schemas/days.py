"""The technician's day."""

from marshmallow import Schema, fields


class PhoneBreakSchema(Schema):
    """A break."""

    start_at = fields.String(required=True)
    end_at = fields.String(required=True)


class PhoneBaseSchema(Schema):
    """Where the day begins and ends."""

    name = fields.String(required=True)
    lon = fields.Float(required=True)
    lat = fields.Float(required=True)


class PhoneRouteSchema(Schema):
    """The published route; `legs` has one line a leg, in order, the last one home (GeoJSON, WGS-84, lon lat)."""

    id = fields.UUID(required=True)
    technician = fields.String(required=True)
    profile = fields.String(required=True, metadata={"description": "car, ebike or foot"})
    plan_number = fields.Integer(required=True)
    published_at = fields.AwareDateTime(required=True, allow_none=True)
    start_at = fields.AwareDateTime(required=True)
    end_at = fields.AwareDateTime(required=True)
    travel_s = fields.Integer(required=True)
    distance_m = fields.Integer(required=True)
    breaks = fields.List(fields.Nested(PhoneBreakSchema), required=True)
    base = fields.Nested(PhoneBaseSchema, required=True)
    legs = fields.Dict(required=True, allow_none=True, metadata={"description": "GeoJSON MultiLineString"})


class PhoneProgrammeSchema(Schema):
    """What the visit is for."""

    code = fields.String(required=True)
    kind = fields.String(required=True)
    name_en = fields.String(required=True)
    name_zh = fields.String(required=True)


class PhoneObligationSchema(Schema):
    """What is owed, and inside which window (local dates; `due_by` included)."""

    id = fields.UUID(required=True)
    state = fields.String(required=True)
    not_before = fields.String(required=True)
    ideal_on = fields.String(required=True)
    due_by = fields.String(required=True)
    hard = fields.Boolean(required=True)
    overdue = fields.Boolean(required=True)
    previous_done_on = fields.String(required=True, allow_none=True)


class PhoneCareSchema(Schema):
    """A mark of special care; shown only near the day, every view is audited (S9.6)."""

    kind = fields.String(required=True)
    note = fields.String(required=True, allow_none=True)


class PhoneShutOffSchema(Schema):
    """Where gas, power or water is shut off (S7.2)."""

    medium = fields.String(required=True)
    place = fields.String(required=True)
    direction = fields.String(required=True, allow_none=True)
    procedure = fields.String(required=True, allow_none=True)


class PhoneMeterSchema(Schema):
    """A meter; the reading is a decimal in text."""

    id = fields.UUID(required=True)
    meter_no = fields.String(required=True)
    make = fields.String(required=True, allow_none=True)
    size = fields.String(required=True, allow_none=True)
    digits = fields.Integer(required=True)
    scrap_on = fields.String(required=True, allow_none=True)
    last_reading = fields.String(required=True, allow_none=True)
    last_read_on = fields.String(required=True, allow_none=True)


class PhoneApplianceSchema(Schema):
    """An appliance."""

    kind = fields.String(required=True)
    make = fields.String(required=True, allow_none=True)
    model = fields.String(required=True, allow_none=True)
    scrap_on = fields.String(required=True, allow_none=True)


class PhoneRecordSchema(Schema):
    """A record of an earlier visit."""

    on_date = fields.String(required=True)
    outcome = fields.String(required=True)
    form_key = fields.String(required=True)
    flags = fields.List(fields.String(), required=True)


class PhoneHazardSchema(Schema):
    """A hazard that is not closed."""

    id = fields.UUID(required=True)
    kind = fields.String(required=True)
    grade = fields.Integer(required=True)
    state = fields.String(required=True)
    note = fields.String(required=True, allow_none=True)
    rectify_by = fields.String(required=True, allow_none=True)


class PhoneWindowSchema(Schema):
    """Hours in which a visit may begin, seconds after midnight."""

    window_start_s = fields.Integer(required=True)
    window_end_s = fields.Integer(required=True)


class PhoneCustomerSchema(Schema):
    """The customer's card; `phone` and `special_care` are null more than two days from today (R44).

    `windows` are all hours the customer asks for, in time order; `window_start_s` and `window_end_s` are the first of
    them, for phones that know no more.
    """

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    kind = fields.String(required=True)
    tier = fields.String(required=True, allow_none=True)
    phone = fields.String(required=True, allow_none=True)
    window_start_s = fields.Integer(required=True, allow_none=True)
    window_end_s = fields.Integer(required=True, allow_none=True)
    windows = fields.List(fields.Nested(PhoneWindowSchema), required=True)
    special_care = fields.List(fields.Nested(PhoneCareSchema), required=True, allow_none=True)
    shut_offs = fields.List(fields.Nested(PhoneShutOffSchema), required=True)
    meters = fields.List(fields.Nested(PhoneMeterSchema), required=True)
    appliances = fields.List(fields.Nested(PhoneApplianceSchema), required=True)
    last_records = fields.List(fields.Nested(PhoneRecordSchema), required=True)
    hazards = fields.List(fields.Nested(PhoneHazardSchema), required=True)


class PhoneAgendaSchema(Schema):
    """A focus product, survey item or note of the plan (S4.3)."""

    kind = fields.String(required=True, metadata={"description": "product, survey, special_survey or note"})
    title = fields.String(required=True)


class PhoneFormRefSchema(Schema):
    """Which of `forms` to fill."""

    key = fields.String(required=True)
    version = fields.Integer(required=True)


class PhoneVisitSchema(Schema):
    """A visit; `id` is the entity_id of its operations."""

    id = fields.UUID(required=True)
    seq = fields.Integer(required=True)
    state = fields.String(required=True)
    version = fields.Integer(required=True)
    pinned = fields.Boolean(required=True)
    planned_start_at = fields.AwareDateTime(required=True)
    planned_end_at = fields.AwareDateTime(required=True)
    actual_start_at = fields.AwareDateTime(required=True, allow_none=True)
    actual_end_at = fields.AwareDateTime(required=True, allow_none=True)
    programme = fields.Nested(PhoneProgrammeSchema, required=True, allow_none=True)
    obligation = fields.Nested(PhoneObligationSchema, required=True, allow_none=True)
    form = fields.Nested(PhoneFormRefSchema, required=True)
    agenda = fields.List(fields.Nested(PhoneAgendaSchema), required=True)
    customer = fields.Nested(PhoneCustomerSchema, required=True)


class PhoneStopSchema(Schema):
    """A halt of the route."""

    id = fields.UUID(required=True)
    seq = fields.Integer(required=True)
    lon = fields.Float(required=True)
    lat = fields.Float(required=True)
    address = fields.String(required=True)
    arrival_at = fields.AwareDateTime(required=True)
    setup_s = fields.Integer(required=True)
    travel_s = fields.Integer(required=True)
    distance_m = fields.Integer(required=True)
    visits = fields.List(fields.Nested(PhoneVisitSchema), required=True)


class PhoneOptionSchema(Schema):
    """An answer to choose."""

    code = fields.String(required=True)
    zh = fields.String(required=True)
    en = fields.String(required=True)


class PhoneQuestionSchema(Schema):
    """A line of a form."""

    code = fields.String(required=True)
    kind = fields.String(required=True, metadata={"description": "choice, choices, number, text or truth"})
    zh = fields.String(required=True)
    en = fields.String(required=True)
    required = fields.Boolean(required=True)
    options = fields.List(fields.Nested(PhoneOptionSchema), required=True)
    unit = fields.String(required=True, allow_none=True)
    least = fields.Float(required=True, allow_none=True)
    most = fields.Float(required=True, allow_none=True)


class PhoneFormSchema(Schema):
    """A form in one version; `photos` are the kinds asked for."""

    key = fields.String(required=True)
    version = fields.Integer(required=True)
    zh = fields.String(required=True)
    en = fields.String(required=True)
    questions = fields.List(fields.Nested(PhoneQuestionSchema), required=True)
    photos = fields.List(fields.String(), required=True)


class PhoneDaySchema(Schema):
    """One day; `route` is null while none is published."""

    date = fields.Date(required=True)
    route = fields.Nested(PhoneRouteSchema, required=True, allow_none=True)
    stops = fields.List(fields.Nested(PhoneStopSchema), required=True)
    forms = fields.List(fields.Nested(PhoneFormSchema), required=True)
