"""The application for a WSGI server: ``gunicorn app.wsgi:app``."""

from app.container import Container
from app.factory import create_app
from app.settings import Settings

app = create_app(Container(settings=Settings.from_env()))
