"""From the ledger to plans and back: load a problem, plan it, judge it, store it, publish it."""
