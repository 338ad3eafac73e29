"""The house: every table of part 1, and an audit that only grows."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

AUDIT_ONLY_GROWS = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are only added', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""


def upgrade() -> None:
    op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    op.create_table(
        "audit",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("entity_id", sa.Text(), nullable=True),
        sa.Column(
            "details", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'::jsonb"), nullable=False
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_at"), "audit", ["at"], unique=False)
    op.create_index("ix_audit_entity_entity_id", "audit", ["entity", "entity_id"], unique=False)
    op.create_geospatial_table(
        "basemap_feature",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("layer", sa.Text(), nullable=False),
        sa.Column("feature_class", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column(
            "shape",
            Geometry(
                srid=3857,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
                nullable=False,
            ),
            nullable=False,
        ),
        sa.CheckConstraint(
            "layer IN ('street', 'rail', 'water', 'park', 'building', 'place')", name=op.f("ck_basemap_feature_layer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_basemap_feature")),
    )
    op.create_geospatial_index(
        "idx_basemap_feature_shape",
        "basemap_feature",
        ["shape"],
        unique=False,
        postgresql_using="gist",
        postgresql_ops={},
    )
    op.create_table(
        "data_stamp",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column(
            "facts", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'::jsonb"), nullable=False
        ),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_data_stamp")),
    )
    op.create_table(
        "import_run",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("datum", sa.Text(), nullable=False),
        sa.Column("dry_run", sa.Boolean(), nullable=False),
        sa.Column("counts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column(
            "problems", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'::jsonb"), nullable=False
        ),
        sa.Column("requested_by_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_run")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    op.create_table(
        "programme",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "gas_inspection",
                "tour_visit",
                "meter_check",
                "reinspection",
                "repair",
                name="programme_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("certificate", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme")),
        sa.UniqueConstraint("code", name=op.f("uq_programme_code")),
    )
    op.create_table(
        "role",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("permissions", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'::text[]"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role")),
        sa.UniqueConstraint("name", name=op.f("uq_role_name")),
    )
    op.create_geospatial_table(
        "unit",
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "company", "branch", "area", name="unit_kind", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("time_zone", sa.Text(), server_default="Asia/Shanghai", nullable=False),
        sa.Column(
            "territory",
            Geometry(
                geometry_type="MULTIPOLYGON",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
            ),
            nullable=True,
        ),
        sa.Column(
            "origin",
            sa.Enum(
                "real", "invented", "imported", name="unit_origin", native_enum=False, create_constraint=True, length=40
            ),
            server_default="imported",
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("(kind = 'company') = (parent_id IS NULL)", name=op.f("ck_unit_only_company_is_root")),
        sa.ForeignKeyConstraint(["parent_id"], ["unit.id"], name=op.f("fk_unit_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("code", name=op.f("uq_unit_code")),
        sa.UniqueConstraint("path", name=op.f("uq_unit_path")),
    )
    op.create_geospatial_index(
        "idx_unit_territory", "unit", ["territory"], unique=False, postgresql_using="gist", postgresql_ops={}
    )
    op.create_index(op.f("ix_unit_parent_id"), "unit", ["parent_id"], unique=False)
    op.create_geospatial_table(
        "base",
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "point",
            Geometry(
                geometry_type="POINT",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
                nullable=False,
            ),
            nullable=False,
        ),
        sa.Column(
            "origin",
            sa.Enum(
                "real", "invented", "imported", name="base_origin", native_enum=False, create_constraint=True, length=40
            ),
            server_default="imported",
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_base_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_base")),
        sa.UniqueConstraint("external_id", name=op.f("uq_base_external_id")),
    )
    op.create_geospatial_index(
        "idx_base_point", "base", ["point"], unique=False, postgresql_using="gist", postgresql_ops={}
    )
    op.create_index(op.f("ix_base_unit_id"), "base", ["unit_id"], unique=False)
    op.create_table(
        "plan",
        sa.Column(
            "level",
            sa.Enum(
                "annual",
                "quarterly",
                "monthly",
                "day",
                name="plan_level",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_until", sa.Date(), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("period_start < period_until", name=op.f("ck_plan_period")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_plan_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sa.UniqueConstraint("level", "unit_id", "period_start", name=op.f("uq_plan_level_unit_id_period_start")),
    )
    op.create_index(op.f("ix_plan_unit_id"), "plan", ["unit_id"], unique=False)
    op.create_table(
        "plan_run",
        sa.Column(
            "level",
            sa.Enum(
                "annual",
                "quarterly",
                "monthly",
                "day",
                name="run_level",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("request", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "queued",
                "running",
                "succeeded",
                "failed",
                "cancelled",
                name="run_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            server_default="queued",
            nullable=False,
        ),
        sa.Column("stage", sa.Text(), server_default="queued", nullable=False),
        sa.Column("progress", sa.Double(), server_default="0", nullable=False),
        sa.Column("cancel_asked", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("error", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("summary", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("requested_by_id", sa.Uuid(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("progress BETWEEN 0 AND 1", name=op.f("ck_plan_run_progress")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_plan_run_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_run")),
    )
    op.create_index(op.f("ix_plan_run_unit_id"), "plan_run", ["unit_id"], unique=False)
    op.create_geospatial_table(
        "premises",
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "estate",
                "building",
                "entrance",
                "unit",
                name="premises_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column(
            "point",
            Geometry(
                geometry_type="POINT",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
                nullable=False,
            ),
            nullable=False,
        ),
        sa.Column("building_key", sa.Text(), nullable=True),
        sa.Column("snap_m", sa.Double(), nullable=True),
        sa.Column("quarantine", sa.Text(), nullable=True),
        sa.Column(
            "origin",
            sa.Enum(
                "real",
                "invented",
                "imported",
                name="premises_origin",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            server_default="imported",
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["premises.id"], name=op.f("fk_premises_parent_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_premises_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_premises")),
        sa.UniqueConstraint("external_id", name=op.f("uq_premises_external_id")),
    )
    op.create_geospatial_index(
        "idx_premises_point", "premises", ["point"], unique=False, postgresql_using="gist", postgresql_ops={}
    )
    op.create_index(op.f("ix_premises_building_key"), "premises", ["building_key"], unique=False)
    op.create_index(op.f("ix_premises_parent_id"), "premises", ["parent_id"], unique=False)
    op.create_index(op.f("ix_premises_unit_id"), "premises", ["unit_id"], unique=False)
    op.create_table(
        "programme_rule",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column(
            "customer_kind",
            sa.Enum(
                "residential",
                "commercial",
                "industrial",
                "heating",
                name="rule_customer_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "tier",
            sa.Enum("A", "B", "C", "D", name="rule_tier", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("interval", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("hard", sa.Boolean(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("service_s", sa.Integer(), nullable=False),
        sa.Column("setup_s", sa.Integer(), nullable=False),
        sa.Column("window_start_s", sa.Integer(), nullable=False),
        sa.Column("window_end_s", sa.Integer(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("effective_until", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "effective_until IS NULL OR effective_from < effective_until", name=op.f("ck_programme_rule_dates")
        ),
        sa.CheckConstraint("priority BETWEEN 0 AND 5", name=op.f("ck_programme_rule_priority")),
        sa.CheckConstraint("service_s > 0 AND setup_s >= 0", name=op.f("ck_programme_rule_durations")),
        sa.CheckConstraint("window_start_s < window_end_s", name=op.f("ck_programme_rule_window")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_programme_rule_programme_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_programme_rule_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_rule")),
        sa.UniqueConstraint(
            "programme_id",
            "unit_id",
            "customer_kind",
            "tier",
            "effective_from",
            name=op.f("uq_programme_rule_programme_id_unit_id_customer_kind_tier_effective_from"),
            postgresql_nulls_not_distinct=True,
        ),
    )
    op.create_table(
        "agenda_item",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("kind IN ('product', 'survey', 'special_survey', 'note')", name=op.f("ck_agenda_item_kind")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_agenda_item_plan_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_agenda_item_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item")),
    )
    op.create_index(op.f("ix_agenda_item_plan_id"), "agenda_item", ["plan_id"], unique=False)
    op.create_table(
        "plan_version",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "approved",
                "published",
                "superseded",
                "discarded",
                name="plan_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            server_default="draft",
            nullable=False,
        ),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("inputs_fingerprint", sa.Text(), nullable=False),
        sa.Column("hard_violations", sa.Integer(), nullable=True),
        sa.Column(
            "violations", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'::jsonb"), nullable=False
        ),
        sa.Column(
            "costs", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'::jsonb"), nullable=False
        ),
        sa.Column("run_id", sa.Uuid(), nullable=True),
        sa.Column("approved_by_id", sa.Uuid(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "state <> 'published' OR hard_violations = 0", name=op.f("ck_plan_version_published_is_judged")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_version_plan_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["run_id"], ["plan_run.id"], name=op.f("fk_plan_version_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_version")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_plan_version_plan_id_number")),
    )
    op.create_index(
        "uq_plan_version_published",
        "plan_version",
        ["plan_id"],
        unique=True,
        postgresql_where=sa.text("state = 'published'"),
    )
    op.create_table(
        "shut_off",
        sa.Column("premises_id", sa.Uuid(), nullable=False),
        sa.Column("medium", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=True),
        sa.Column("procedure", sa.Text(), nullable=True),
        sa.Column("photo_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("medium IN ('gas', 'power', 'water')", name=op.f("ck_shut_off_medium")),
        sa.ForeignKeyConstraint(["premises_id"], ["premises.id"], name=op.f("fk_shut_off_premises_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shut_off")),
    )
    op.create_index(op.f("ix_shut_off_premises_id"), "shut_off", ["premises_id"], unique=False)
    op.create_table(
        "technician",
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("base_id", sa.Uuid(), nullable=False),
        sa.Column("profile", sa.Text(), server_default="car", nullable=False),
        sa.Column("max_stops", sa.Integer(), nullable=True),
        sa.Column("active_from", sa.Date(), nullable=True),
        sa.Column("active_until", sa.Date(), nullable=True),
        sa.Column(
            "origin",
            sa.Enum(
                "real",
                "invented",
                "imported",
                name="technician_origin",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            server_default="imported",
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("profile IN ('car', 'ebike', 'foot')", name=op.f("ck_technician_profile")),
        sa.ForeignKeyConstraint(["base_id"], ["base.id"], name=op.f("fk_technician_base_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_technician_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_technician")),
        sa.UniqueConstraint("external_id", name=op.f("uq_technician_external_id")),
    )
    op.create_index(op.f("ix_technician_unit_id"), "technician", ["unit_id"], unique=False)
    op.create_table(
        "app_user",
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("password", sa.Text(), nullable=True),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("fs_uniquifier", sa.Text(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_login_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("current_login_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_login_ip", sa.Text(), nullable=True),
        sa.Column("current_login_ip", sa.Text(), nullable=True),
        sa.Column("login_count", sa.Integer(), nullable=True),
        sa.Column("tf_primary_method", sa.Text(), nullable=True),
        sa.Column("tf_totp_secret", sa.Text(), nullable=True),
        sa.Column("tf_phone_number", sa.Text(), nullable=True),
        sa.Column("mf_recovery_codes", postgresql.ARRAY(sa.Text()), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("locale", sa.Text(), server_default="zh", nullable=False),
        sa.Column("technician_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["technician_id"], ["technician.id"], name=op.f("fk_app_user_technician_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_app_user")),
        sa.UniqueConstraint("email", name=op.f("uq_app_user_email")),
        sa.UniqueConstraint("fs_uniquifier", name=op.f("uq_app_user_fs_uniquifier")),
        sa.UniqueConstraint("technician_id", name=op.f("uq_app_user_technician_id")),
    )
    op.create_table(
        "certificate",
        sa.Column("technician_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("issuer", sa.Text(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        postgresql.ExcludeConstraint(
            (sa.text("technician_id"), "="),
            (sa.text("kind"), "="),
            (sa.text("daterange(valid_from, valid_until)"), "&&"),
            using="gist",
            name="one_of_a_kind",
        ),
        sa.CheckConstraint("valid_until IS NULL OR valid_from < valid_until", name=op.f("ck_certificate_dates")),
        sa.ForeignKeyConstraint(["technician_id"], ["technician.id"], name=op.f("fk_certificate_technician_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
    )
    op.create_index(op.f("ix_certificate_technician_id"), "certificate", ["technician_id"], unique=False)
    op.create_table(
        "customer",
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "residential",
                "commercial",
                "industrial",
                "heating",
                name="customer_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "tier",
            sa.Enum("A", "B", "C", "D", name="customer_tier", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column(
            "tier_origin",
            sa.Enum(
                "real",
                "invented",
                "imported",
                name="customer_tier_origin",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            server_default="imported",
            nullable=False,
        ),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("premises_id", sa.Uuid(), nullable=False),
        sa.Column("account_owner_id", sa.Uuid(), nullable=True),
        sa.Column("preferred_technician_id", sa.Uuid(), nullable=True),
        sa.Column("window_start_s", sa.Integer(), nullable=True),
        sa.Column("window_end_s", sa.Integer(), nullable=True),
        sa.Column(
            "facts", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'::jsonb"), nullable=False
        ),
        sa.Column(
            "origin",
            sa.Enum(
                "real",
                "invented",
                "imported",
                name="customer_origin",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            server_default="imported",
            nullable=False,
        ),
        sa.Column("active_until", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["account_owner_id"], ["technician.id"], name=op.f("fk_customer_account_owner_id")),
        sa.ForeignKeyConstraint(
            ["preferred_technician_id"], ["technician.id"], name=op.f("fk_customer_preferred_technician_id")
        ),
        sa.ForeignKeyConstraint(["premises_id"], ["premises.id"], name=op.f("fk_customer_premises_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_customer_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer")),
        sa.UniqueConstraint("external_id", name=op.f("uq_customer_external_id")),
    )
    op.create_index(
        "ix_customer_name_trigram",
        "customer",
        ["name"],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"name": "gin_trgm_ops"},
    )
    op.create_index(op.f("ix_customer_premises_id"), "customer", ["premises_id"], unique=False)
    op.create_index("ix_customer_unit_id_tier", "customer", ["unit_id", "tier"], unique=False)
    op.create_geospatial_table(
        "day_route",
        sa.Column("plan_version_id", sa.Uuid(), nullable=False),
        sa.Column("technician_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("start_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("end_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("travel_s", sa.Integer(), nullable=False),
        sa.Column("distance_m", sa.Integer(), nullable=False),
        sa.Column(
            "breaks", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'::jsonb"), nullable=False
        ),
        sa.Column(
            "path",
            Geometry(
                geometry_type="MULTILINESTRING",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
            ),
            nullable=True,
        ),
        sa.Column("live", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_version_id"], ["plan_version.id"], name=op.f("fk_day_route_plan_version_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["technician_id"], ["technician.id"], name=op.f("fk_day_route_technician_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_day_route_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_route")),
        sa.UniqueConstraint(
            "plan_version_id",
            "technician_id",
            "on_date",
            name=op.f("uq_day_route_plan_version_id_technician_id_on_date"),
        ),
    )
    op.create_geospatial_index(
        "idx_day_route_path", "day_route", ["path"], unique=False, postgresql_using="gist", postgresql_ops={}
    )
    op.create_index("ix_day_route_on_date", "day_route", ["on_date"], unique=False)
    op.create_index(op.f("ix_day_route_unit_id"), "day_route", ["unit_id"], unique=False)
    op.create_table(
        "shift",
        sa.Column("technician_id", sa.Uuid(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("start_s", sa.Integer(), nullable=True),
        sa.Column("end_s", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "(start_s IS NULL) = (end_s IS NULL) AND (start_s IS NULL OR start_s < end_s)", name=op.f("ck_shift_times")
        ),
        sa.ForeignKeyConstraint(["technician_id"], ["technician.id"], name=op.f("fk_shift_technician_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift")),
        sa.UniqueConstraint("technician_id", "on_date", name=op.f("uq_shift_technician_id_on_date")),
    )
    op.create_table(
        "shift_pattern",
        sa.Column("technician_id", sa.Uuid(), nullable=False),
        sa.Column("weekdays", postgresql.ARRAY(sa.Integer()), nullable=False),
        sa.Column("start_s", sa.Integer(), nullable=False),
        sa.Column("end_s", sa.Integer(), nullable=False),
        sa.Column(
            "breaks", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'::jsonb"), nullable=False
        ),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("0 <= start_s AND start_s < end_s AND end_s <= 172800", name=op.f("ck_shift_pattern_times")),
        sa.ForeignKeyConstraint(["technician_id"], ["technician.id"], name=op.f("fk_shift_pattern_technician_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift_pattern")),
    )
    op.create_index(op.f("ix_shift_pattern_technician_id"), "shift_pattern", ["technician_id"], unique=False)
    op.create_table(
        "shortage",
        sa.Column("plan_version_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("certificates", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("demand_h", sa.Double(), nullable=False),
        sa.Column("capacity_h", sa.Double(), nullable=False),
        sa.Column("missing_h", sa.Double(), nullable=False),
        sa.Column("obligations", sa.Integer(), nullable=False),
        sa.Column(
            "cures", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'::jsonb"), nullable=False
        ),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_version_id"], ["plan_version.id"], name=op.f("fk_shortage_plan_version_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_shortage_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shortage")),
    )
    op.create_index(op.f("ix_shortage_plan_version_id"), "shortage", ["plan_version_id"], unique=False)
    op.create_table(
        "appliance",
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("make", sa.Text(), nullable=True),
        sa.Column("model", sa.Text(), nullable=True),
        sa.Column("installed_on", sa.Date(), nullable=True),
        sa.Column("scrap_on", sa.Date(), nullable=True),
        sa.Column(
            "facts", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'::jsonb"), nullable=False
        ),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_appliance_customer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appliance")),
    )
    op.create_index(op.f("ix_appliance_customer_id"), "appliance", ["customer_id"], unique=False)
    op.create_table(
        "customer_grade",
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column(
            "tier",
            sa.Enum("A", "B", "C", "D", name="grade_tier", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column(
            "scores", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'::jsonb"), nullable=False
        ),
        sa.Column("override_reason", sa.Text(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_customer_grade_customer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_grade")),
    )
    op.create_index(op.f("ix_customer_grade_customer_id"), "customer_grade", ["customer_id"], unique=False)
    op.create_table(
        "device",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("public_jwk", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"], name=op.f("fk_device_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
    )
    op.create_index(op.f("ix_device_user_id"), "device", ["user_id"], unique=False)
    op.create_table(
        "enrolment_code",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("code_sha256", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["app_user.id"], name=op.f("fk_enrolment_code_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment_code")),
        sa.UniqueConstraint("code_sha256", name=op.f("uq_enrolment_code_code_sha256")),
    )
    op.create_table(
        "meter",
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("meter_no", sa.Text(), nullable=False),
        sa.Column("make", sa.Text(), nullable=True),
        sa.Column("size", sa.Text(), nullable=True),
        sa.Column("digits", sa.Integer(), server_default="5", nullable=False),
        sa.Column("made_on", sa.Date(), nullable=True),
        sa.Column("scrap_on", sa.Date(), nullable=True),
        sa.Column("last_reading", sa.Numeric(), nullable=True),
        sa.Column("last_read_on", sa.Date(), nullable=True),
        sa.Column(
            "origin",
            sa.Enum(
                "real",
                "invented",
                "imported",
                name="meter_origin",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            server_default="imported",
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("digits BETWEEN 3 AND 9", name=op.f("ck_meter_digits")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_meter_customer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meter")),
        sa.UniqueConstraint("external_id", name=op.f("uq_meter_external_id")),
    )
    op.create_index(op.f("ix_meter_customer_id"), "meter", ["customer_id"], unique=False)
    op.create_index(op.f("ix_meter_meter_no"), "meter", ["meter_no"], unique=False)
    op.create_table(
        "obligation",
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("premises_id", sa.Uuid(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("rule_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "fulfilled",
                "cancelled",
                name="obligation_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            server_default="open",
            nullable=False,
        ),
        sa.Column("not_before", sa.Date(), nullable=False),
        sa.Column("ideal_on", sa.Date(), nullable=False),
        sa.Column("due_by", sa.Date(), nullable=False),
        sa.Column("hard", sa.Boolean(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("overdue_since", sa.Date(), nullable=True),
        sa.Column("previous_done_on", sa.Date(), nullable=True),
        sa.Column("fulfilled_on", sa.Date(), nullable=True),
        sa.Column("fulfilled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fulfilled_by_record_id", sa.Uuid(), nullable=True),
        sa.Column("cancelled_reason", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "(state = 'fulfilled') = (fulfilled_on IS NOT NULL)", name=op.f("ck_obligation_fulfilled_has_date")
        ),
        sa.CheckConstraint("not_before <= ideal_on AND ideal_on <= due_by", name=op.f("ck_obligation_window")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_obligation_customer_id")),
        sa.ForeignKeyConstraint(["premises_id"], ["premises.id"], name=op.f("fk_obligation_premises_id")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_obligation_programme_id")),
        sa.ForeignKeyConstraint(["rule_id"], ["programme_rule.id"], name=op.f("fk_obligation_rule_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_obligation_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obligation")),
    )
    op.create_index(op.f("ix_obligation_customer_id"), "obligation", ["customer_id"], unique=False)
    op.create_index(
        op.f("ix_obligation_fulfilled_by_record_id"), "obligation", ["fulfilled_by_record_id"], unique=False
    )
    op.create_index(
        "ix_obligation_unit_id_due_by",
        "obligation",
        ["unit_id", "due_by"],
        unique=False,
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(
        "uq_obligation_open",
        "obligation",
        ["customer_id", "programme_id", "due_by"],
        unique=True,
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "past_visit",
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column(
            "origin",
            sa.Enum(
                "real",
                "invented",
                "imported",
                name="past_visit_origin",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            server_default="imported",
            nullable=False,
        ),
        sa.Column("accepted", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_past_visit_customer_id")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_past_visit_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_past_visit")),
        sa.UniqueConstraint(
            "customer_id", "programme_id", "done_on", name=op.f("uq_past_visit_customer_id_programme_id_done_on")
        ),
    )
    op.create_table(
        "special_care",
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "elderly",
                "ill",
                "disabled",
                "non_permanent",
                "other",
                name="care_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("consented_on", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_special_care_customer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_special_care")),
    )
    op.create_index(op.f("ix_special_care_customer_id"), "special_care", ["customer_id"], unique=False)
    op.create_table(
        "stop",
        sa.Column("day_route_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("premises_id", sa.Uuid(), nullable=False),
        sa.Column("arrival_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("setup_s", sa.Integer(), nullable=False),
        sa.Column("travel_s", sa.Integer(), nullable=False),
        sa.Column("distance_m", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["day_route_id"], ["day_route.id"], name=op.f("fk_stop_day_route_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["premises_id"], ["premises.id"], name=op.f("fk_stop_premises_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stop")),
        sa.UniqueConstraint("day_route_id", "seq", name=op.f("uq_stop_day_route_id_seq")),
    )
    op.create_table(
        "user_role",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("role_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["role_id"], ["role.id"], name=op.f("fk_user_role_role_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"], name=op.f("fk_user_role_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "role_id", name=op.f("pk_user_role")),
    )
    op.create_table(
        "user_unit",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_user_unit_unit_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"], name=op.f("fk_user_unit_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "unit_id", name=op.f("pk_user_unit")),
    )
    op.create_table(
        "week_slot",
        sa.Column("plan_version_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("week_on", sa.Date(), nullable=False),
        sa.Column("not_before", sa.Date(), nullable=False),
        sa.Column("ideal_on", sa.Date(), nullable=False),
        sa.Column("due_by", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_week_slot_customer_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["plan_version_id"], ["plan_version.id"], name=op.f("fk_week_slot_plan_version_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_week_slot_programme_id")),
        sa.PrimaryKeyConstraint(
            "plan_version_id", "customer_id", "programme_id", "sequence", name=op.f("pk_week_slot")
        ),
    )
    op.create_table(
        "device_token",
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("family", sa.Uuid(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("access_sha256", sa.Text(), nullable=False),
        sa.Column("refresh_sha256", sa.Text(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=True),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("access_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("refresh_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.CheckConstraint("generation >= 0", name=op.f("ck_device_token_generation")),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_device_token_device_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device_token")),
        sa.UniqueConstraint("access_sha256", name=op.f("uq_device_token_access_sha256")),
        sa.UniqueConstraint("refresh_sha256", name=op.f("uq_device_token_refresh_sha256")),
    )
    op.create_index("uq_device_token_generation", "device_token", ["device_id", "family", "generation"], unique=True)
    op.create_table(
        "quarantine",
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_quarantine_device_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quarantine")),
    )
    op.create_table(
        "sync_operation",
        sa.Column("op_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("device_seq", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("entity_id", sa.Uuid(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("answer", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_sync_operation_device_id")),
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"], name=op.f("fk_sync_operation_user_id")),
        sa.PrimaryKeyConstraint("op_id", name=op.f("pk_sync_operation")),
    )
    op.create_index(
        "ix_sync_operation_device_id_device_seq", "sync_operation", ["device_id", "device_seq"], unique=False
    )
    op.create_table(
        "unplanned_obligation",
        sa.Column("plan_version_id", sa.Uuid(), nullable=False),
        sa.Column("obligation_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("cure", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.ForeignKeyConstraint(
            ["obligation_id"], ["obligation.id"], name=op.f("fk_unplanned_obligation_obligation_id")
        ),
        sa.ForeignKeyConstraint(
            ["plan_version_id"],
            ["plan_version.id"],
            name=op.f("fk_unplanned_obligation_plan_version_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("plan_version_id", "obligation_id", name=op.f("pk_unplanned_obligation")),
    )
    op.create_table(
        "visit",
        sa.Column("plan_version_id", sa.Uuid(), nullable=True),
        sa.Column("stop_id", sa.Uuid(), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("obligation_id", sa.Uuid(), nullable=True),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("premises_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("technician_id", sa.Uuid(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("planned_start_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("planned_end_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actual_start_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("actual_end_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "dispatched",
                "en_route",
                "on_site",
                "completed",
                "no_access",
                "refused",
                "cancelled",
                name="visit_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            server_default="planned",
            nullable=False,
        ),
        sa.Column("live", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("pinned", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        postgresql.ExcludeConstraint(
            (sa.text("technician_id"), "="),
            (sa.text("tstzrange(planned_start_at, planned_end_at)"), "&&"),
            where=sa.text("live AND state NOT IN ('cancelled', 'no_access', 'refused')"),
            using="gist",
            name="no_overlap",
        ),
        sa.CheckConstraint("planned_start_at < planned_end_at", name=op.f("ck_visit_times")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_visit_customer_id")),
        sa.ForeignKeyConstraint(["obligation_id"], ["obligation.id"], name=op.f("fk_visit_obligation_id")),
        sa.ForeignKeyConstraint(
            ["plan_version_id"], ["plan_version.id"], name=op.f("fk_visit_plan_version_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["premises_id"], ["premises.id"], name=op.f("fk_visit_premises_id")),
        sa.ForeignKeyConstraint(["stop_id"], ["stop.id"], name=op.f("fk_visit_stop_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["technician_id"], ["technician.id"], name=op.f("fk_visit_technician_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_visit_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
    )
    op.create_index(op.f("ix_visit_customer_id"), "visit", ["customer_id"], unique=False)
    op.create_index(op.f("ix_visit_obligation_id"), "visit", ["obligation_id"], unique=False)
    op.create_index(op.f("ix_visit_plan_version_id"), "visit", ["plan_version_id"], unique=False)
    op.create_index(op.f("ix_visit_stop_id"), "visit", ["stop_id"], unique=False)
    op.create_index("ix_visit_technician_id_on_date", "visit", ["technician_id", "on_date"], unique=False)
    op.create_index(op.f("ix_visit_unit_id"), "visit", ["unit_id"], unique=False)
    op.create_index(
        "uq_visit_live_obligation",
        "visit",
        ["obligation_id"],
        unique=True,
        postgresql_where=sa.text("live AND state IN ('planned', 'dispatched', 'en_route', 'on_site')"),
    )
    op.create_geospatial_table(
        "record",
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("technician_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "planned",
                "dispatched",
                "en_route",
                "on_site",
                "completed",
                "no_access",
                "refused",
                "cancelled",
                name="record_outcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("form_key", sa.Text(), nullable=False),
        sa.Column("form_version", sa.Integer(), nullable=False),
        sa.Column("answers", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "point",
            Geometry(
                geometry_type="POINT",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
            ),
            nullable=True,
        ),
        sa.Column("accuracy_m", sa.Double(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "complete",
                "waiting_media",
                "needs_office",
                name="record_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("flags", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'::text[]"), nullable=False),
        sa.Column(
            "expected_photos", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'::text[]"), nullable=False
        ),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_record_device_id")),
        sa.ForeignKeyConstraint(["technician_id"], ["technician.id"], name=op.f("fk_record_technician_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_record_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record")),
    )
    op.create_geospatial_index(
        "idx_record_point", "record", ["point"], unique=False, postgresql_using="gist", postgresql_ops={}
    )
    op.create_index("ix_record_technician_id_on_date", "record", ["technician_id", "on_date"], unique=False)
    op.create_index(op.f("ix_record_visit_id"), "record", ["visit_id"], unique=False)
    op.create_table(
        "hazard",
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=True),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("grade", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "found",
                "notified",
                "supply_stopped",
                "reported_fixed",
                "closed",
                name="hazard_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            server_default="found",
            nullable=False,
        ),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rectify_by", sa.Date(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("grade BETWEEN 1 AND 3", name=op.f("ck_hazard_grade")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_hazard_customer_id")),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_hazard_record_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_hazard_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hazard")),
    )
    op.create_index(op.f("ix_hazard_customer_id"), "hazard", ["customer_id"], unique=False)
    op.create_index(op.f("ix_hazard_visit_id"), "hazard", ["visit_id"], unique=False)
    op.create_table(
        "meter_check",
        sa.Column("record_id", sa.Uuid(), nullable=True),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("meter_id", sa.Uuid(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("condition", sa.Text(), nullable=False),
        sa.Column("seal", sa.Text(), nullable=False),
        sa.Column("leak", sa.Boolean(), nullable=False),
        sa.Column("reading", sa.Numeric(), nullable=True),
        sa.Column("previous_reading", sa.Numeric(), nullable=True),
        sa.Column("flags", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'::text[]"), nullable=False),
        sa.Column("photo_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["meter_id"], ["meter.id"], name=op.f("fk_meter_check_meter_id")),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_meter_check_record_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_meter_check_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meter_check")),
    )
    op.create_index(op.f("ix_meter_check_meter_id"), "meter_check", ["meter_id"], unique=False)
    op.create_index(op.f("ix_meter_check_record_id"), "meter_check", ["record_id"], unique=False)
    op.create_index(op.f("ix_meter_check_visit_id"), "meter_check", ["visit_id"], unique=False)
    op.create_geospatial_table(
        "photo",
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("byte_size", sa.BigInteger(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "point",
            Geometry(
                geometry_type="POINT",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
            ),
            nullable=True,
        ),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("flags", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'::text[]"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_photo_sha256")),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_photo_record_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_photo_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo")),
    )
    op.create_geospatial_index(
        "idx_photo_point", "photo", ["point"], unique=False, postgresql_using="gist", postgresql_ops={}
    )
    op.create_index(op.f("ix_photo_record_id"), "photo", ["record_id"], unique=False)
    op.create_index("ix_photo_sha256", "photo", ["sha256"], unique=False)
    op.create_index(op.f("ix_photo_visit_id"), "photo", ["visit_id"], unique=False)
    op.execute(AUDIT_ONLY_GROWS)


def downgrade() -> None:
    op.drop_index(op.f("ix_photo_visit_id"), table_name="photo")
    op.drop_index("ix_photo_sha256", table_name="photo")
    op.drop_index(op.f("ix_photo_record_id"), table_name="photo")
    op.drop_geospatial_index("idx_photo_point", table_name="photo", postgresql_using="gist", column_name="point")
    op.drop_geospatial_table("photo")
    op.drop_index(op.f("ix_meter_check_visit_id"), table_name="meter_check")
    op.drop_index(op.f("ix_meter_check_record_id"), table_name="meter_check")
    op.drop_index(op.f("ix_meter_check_meter_id"), table_name="meter_check")
    op.drop_table("meter_check")
    op.drop_index(op.f("ix_hazard_visit_id"), table_name="hazard")
    op.drop_index(op.f("ix_hazard_customer_id"), table_name="hazard")
    op.drop_table("hazard")
    op.drop_index(op.f("ix_record_visit_id"), table_name="record")
    op.drop_index("ix_record_technician_id_on_date", table_name="record")
    op.drop_geospatial_index("idx_record_point", table_name="record", postgresql_using="gist", column_name="point")
    op.drop_geospatial_table("record")
    op.drop_index(
        "uq_visit_live_obligation",
        table_name="visit",
        postgresql_where=sa.text("live AND state IN ('planned', 'dispatched', 'en_route', 'on_site')"),
    )
    op.drop_index(op.f("ix_visit_unit_id"), table_name="visit")
    op.drop_index("ix_visit_technician_id_on_date", table_name="visit")
    op.drop_index(op.f("ix_visit_stop_id"), table_name="visit")
    op.drop_index(op.f("ix_visit_plan_version_id"), table_name="visit")
    op.drop_index(op.f("ix_visit_obligation_id"), table_name="visit")
    op.drop_index(op.f("ix_visit_customer_id"), table_name="visit")
    op.drop_table("visit")
    op.drop_table("unplanned_obligation")
    op.drop_index("ix_sync_operation_device_id_device_seq", table_name="sync_operation")
    op.drop_table("sync_operation")
    op.drop_table("quarantine")
    op.drop_index("uq_device_token_generation", table_name="device_token")
    op.drop_table("device_token")
    op.drop_table("week_slot")
    op.drop_table("user_unit")
    op.drop_table("user_role")
    op.drop_table("stop")
    op.drop_index(op.f("ix_special_care_customer_id"), table_name="special_care")
    op.drop_table("special_care")
    op.drop_table("past_visit")
    op.drop_index("uq_obligation_open", table_name="obligation", postgresql_where=sa.text("state = 'open'"))
    op.drop_index("ix_obligation_unit_id_due_by", table_name="obligation", postgresql_where=sa.text("state = 'open'"))
    op.drop_index(op.f("ix_obligation_fulfilled_by_record_id"), table_name="obligation")
    op.drop_index(op.f("ix_obligation_customer_id"), table_name="obligation")
    op.drop_table("obligation")
    op.drop_index(op.f("ix_meter_meter_no"), table_name="meter")
    op.drop_index(op.f("ix_meter_customer_id"), table_name="meter")
    op.drop_table("meter")
    op.drop_table("enrolment_code")
    op.drop_index(op.f("ix_device_user_id"), table_name="device")
    op.drop_table("device")
    op.drop_index(op.f("ix_customer_grade_customer_id"), table_name="customer_grade")
    op.drop_table("customer_grade")
    op.drop_index(op.f("ix_appliance_customer_id"), table_name="appliance")
    op.drop_table("appliance")
    op.drop_index(op.f("ix_shortage_plan_version_id"), table_name="shortage")
    op.drop_table("shortage")
    op.drop_index(op.f("ix_shift_pattern_technician_id"), table_name="shift_pattern")
    op.drop_table("shift_pattern")
    op.drop_table("shift")
    op.drop_index(op.f("ix_day_route_unit_id"), table_name="day_route")
    op.drop_index("ix_day_route_on_date", table_name="day_route")
    op.drop_geospatial_index("idx_day_route_path", table_name="day_route", postgresql_using="gist", column_name="path")
    op.drop_geospatial_table("day_route")
    op.drop_index("ix_customer_unit_id_tier", table_name="customer")
    op.drop_index(op.f("ix_customer_premises_id"), table_name="customer")
    op.drop_index(
        "ix_customer_name_trigram",
        table_name="customer",
        postgresql_using="gin",
        postgresql_ops={"name": "gin_trgm_ops"},
    )
    op.drop_table("customer")
    op.drop_index(op.f("ix_certificate_technician_id"), table_name="certificate")
    op.drop_table("certificate")
    op.drop_table("app_user")
    op.drop_index(op.f("ix_technician_unit_id"), table_name="technician")
    op.drop_table("technician")
    op.drop_index(op.f("ix_shut_off_premises_id"), table_name="shut_off")
    op.drop_table("shut_off")
    op.drop_index(
        "uq_plan_version_published", table_name="plan_version", postgresql_where=sa.text("state = 'published'")
    )
    op.drop_table("plan_version")
    op.drop_index(op.f("ix_agenda_item_plan_id"), table_name="agenda_item")
    op.drop_table("agenda_item")
    op.drop_table("programme_rule")
    op.drop_index(op.f("ix_premises_unit_id"), table_name="premises")
    op.drop_index(op.f("ix_premises_parent_id"), table_name="premises")
    op.drop_index(op.f("ix_premises_building_key"), table_name="premises")
    op.drop_geospatial_index("idx_premises_point", table_name="premises", postgresql_using="gist", column_name="point")
    op.drop_geospatial_table("premises")
    op.drop_index(op.f("ix_plan_run_unit_id"), table_name="plan_run")
    op.drop_table("plan_run")
    op.drop_index(op.f("ix_plan_unit_id"), table_name="plan")
    op.drop_table("plan")
    op.drop_index(op.f("ix_base_unit_id"), table_name="base")
    op.drop_geospatial_index("idx_base_point", table_name="base", postgresql_using="gist", column_name="point")
    op.drop_geospatial_table("base")
    op.drop_index(op.f("ix_unit_parent_id"), table_name="unit")
    op.drop_geospatial_index("idx_unit_territory", table_name="unit", postgresql_using="gist", column_name="territory")
    op.drop_geospatial_table("unit")
    op.drop_table("role")
    op.drop_table("programme")
    op.drop_table("outbox")
    op.drop_table("import_run")
    op.drop_table("data_stamp")
    op.drop_geospatial_index(
        "idx_basemap_feature_shape", table_name="basemap_feature", postgresql_using="gist", column_name="shape"
    )
    op.drop_geospatial_table("basemap_feature")
    op.drop_index("ix_audit_entity_entity_id", table_name="audit")
    op.drop_index(op.f("ix_audit_at"), table_name="audit")
    op.drop_table("audit")
    op.execute("DROP FUNCTION refuse_change")
