"""Public periodic instances: customers visited on several days, by one of several sets of days each."""
