"""Background work: planning runs, the outbox, the daily look at what is owed. Any number of hosts may share it."""
