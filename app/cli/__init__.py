"""The command line: each module here that defines ``command`` is one command of ``roundsman``."""
