"""Roundsman's server side: services over the planner, storage, gateways, web, background jobs and the command line."""
