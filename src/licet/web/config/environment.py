"""What the site is told by its environment, read once when the settings load."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

KEY_FILE = "web-secret.key"


def workspace(env: Mapping[str, str] = os.environ) -> Path:
    """The directory that holds database, reference library and keys: LICET_WORKSPACE, else `./workspace`."""
    return Path(env.get("LICET_WORKSPACE") or "workspace").absolute()


def switched_on(name: str, env: Mapping[str, str] = os.environ) -> bool:
    """Whether a switch is on; anything but 1, true, yes or on leaves it off."""
    return env.get(name, "").strip().lower() in {"1", "true", "yes", "on"}


def words(name: str, default: str, env: Mapping[str, str] = os.environ) -> list[str]:
    """A list of words separated by commas."""
    return [word.strip() for word in env.get(name, default).split(",") if word.strip()]


def secret_key(folder: Path, env: Mapping[str, str] = os.environ) -> str:
    """The key that signs sessions and links: LICET_SECRET_KEY, else a key file of this workspace, made at first use.

    The file is created with mode 0600 in one step, so that two processes starting together agree on one key.
    """
    given = env.get("LICET_SECRET_KEY", "")
    if given:
        return given
    path = folder / KEY_FILE
    folder.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _read_key(path)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        key = secrets.token_urlsafe(48)
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    return key


def _read_key(path: Path) -> str:
    key = path.read_text(encoding="ascii").strip()
    if len(key) < 32:
        raise RuntimeError(
            f"The key file {path.name} of the workspace holds fewer than 32 characters; delete it and a new one is made."
        )
    return key
