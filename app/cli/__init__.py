"""The command line. Each module here that defines ``command`` is one command of ``roundsman``, loaded when asked for."""
