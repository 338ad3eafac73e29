"""Use cases: one transaction each, owned here; storage and gateways come in through ports."""
