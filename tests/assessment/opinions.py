"""Run as a process of its own: assess every example on a library and print the digest of each opinion and its evidence."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from licet.dossier.intake import read_request
from licet.encoding.canonical import digest_of, digest_of_value
from licet.services.assess import assess_request, evidence_of
from licet.storage.library import FileLibrary
from workbench import DAY, EXAMPLES, desk_in_memory

if __name__ == "__main__":
    desk = desk_in_memory(FileLibrary(Path(sys.argv[1])))
    found = {}
    for stem, path in EXAMPLES.items():
        formed = assess_request(desk, read_request(path.read_bytes(), path.name), person="operator", as_of=DAY)
        report = evidence_of(desk, formed, person="operator", purpose="to compare")
        found[stem] = [digest_of(formed.data), digest_of_value(report)]
    json.dump(found, sys.stdout)
