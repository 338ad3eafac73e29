"""Taking customers, premises, meters and people in: from files, from other systems, from the demo's generator."""
