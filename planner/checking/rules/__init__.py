"""The rules of the judge: one business rule a module, in the customer's words first."""
