"""The ledger of what is owed: rule -> obligation -> (plan, visit, record) -> next due date."""
