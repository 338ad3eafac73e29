"""From the rows that benchmarks leave behind to the page docs/benchmarks.md with its tables and plots."""
