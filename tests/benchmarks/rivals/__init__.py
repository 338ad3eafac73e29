"""Other ways to plan a month, as a company without this planner would: each returns a plan for the same judge."""
