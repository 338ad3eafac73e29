"""The API of the phones: enrol, fetch the day, push operations, send photos."""
