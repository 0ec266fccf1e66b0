"""The command line of the stand-alone verifier."""

import argparse
import sys
from pathlib import Path

from licet.ledger.policy import read_policy
from licet.ledger.refusal import Unproved, Unreadable
from licet.ledger.verify import verify_file, verify_folder


def main(arguments: list[str]) -> int:
    """Check one file or folder; returns the exit status."""
    parser = argparse.ArgumentParser(prog="licet_verify.py", description="Check what a log of Licet says, offline.")
    parser.add_argument(
        "bundle", type=Path, help="proof, claim, proof of consistency, change of key, checkpoint, or folder of a log"
    )
    parser.add_argument("--policy", type=Path, required=True, help="whom you trust: keys of logs and witnesses, and the quorum")
    given = parser.parse_args(arguments)
    about = given.policy
    try:
        policy = read_policy(given.policy.read_bytes())
        about = given.bundle
        if given.bundle.is_dir():
            lines = verify_folder(lambda name: _bytes_of(given.bundle / name), _names(given.bundle), policy)
        else:
            lines = verify_file(given.bundle.read_bytes(), policy)
    except Unproved as no:
        print(f"Not proved: {no}.")
        return 1
    except Unreadable as no:
        print(f"{about}: {no}.", file=sys.stderr)
        return 2
    except OSError as no:
        print(f"{no.filename}: {no.strerror}.", file=sys.stderr)
        return 2
    print("\n".join(lines))
    return 0


def _bytes_of(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in (folder / "tile").rglob("*") if path.is_file())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
