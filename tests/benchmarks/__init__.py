"""What the product costs: `./dev bench NAME`. No timed tests; numbers beside named baselines of the same run."""
