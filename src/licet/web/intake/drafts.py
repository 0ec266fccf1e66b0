"""Keeping a draft: saved after every page, sealed under its own key, gone with that key when it is handed in or thrown away."""

import json
import os

from django.conf import settings
from django.utils import timezone

from licet.encoding.canonical import digest_of
from licet.sealing.field import NONCE_BYTES, Place, seal, unseal
from licet.storage.keys import FileKeys
from licet.web.accounts.models import User
from licet.web.intake.models import Attachment, Draft
from licet.web.intake.tree import Tree

KEY_VERSION = 1


def new_draft(owner: User, tree: Tree) -> Draft:
    draft = Draft(owner=owner)
    write(draft, tree)
    return draft


def of(owner: User) -> list[Draft]:
    return list(Draft.objects.filter(owner=owner))


def find(owner: User, draft_id: str) -> Draft | None:
    """A draft of this person, or None; nobody else's can be found."""
    return Draft.objects.filter(owner=owner, pk=draft_id).first()


def read(draft: Draft) -> Tree:
    return json.loads(unseal(bytes(draft.sealed), _keys().data_key(_subject(draft)), _place(draft, "answers")))


def write(draft: Draft, tree: Tree) -> None:
    draft.sealed = _sealed(draft, "answers", json.dumps(tree, ensure_ascii=False).encode())
    draft.save()


def attach(draft: Draft, document: str, data: bytes) -> str:
    """Keep a file with the draft and return its digest."""
    sealed = _sealed(draft, f"attachment {document}", data)
    Attachment.objects.update_or_create(draft=draft, document=document, defaults={"sealed": sealed})
    return digest_of(data)


def detach(draft: Draft, document: str) -> None:
    Attachment.objects.filter(draft=draft, document=document).delete()


def attachments(draft: Draft) -> dict[str, bytes]:
    """The files of a draft by document id."""
    key = _keys().data_key(_subject(draft))
    return {
        one.document: unseal(bytes(one.sealed), key, _place(draft, f"attachment {one.document}")) for one in draft.attachments.all()
    }


def throw_away(draft: Draft) -> None:
    """Delete a draft and destroy its key, so that no backup of the database still tells what was in it."""
    subject = _subject(draft)
    draft.delete()
    _keys().destroy(subject, timezone.now().date())


def _sealed(draft: Draft, what: str, data: bytes) -> bytes:
    return seal(data, _keys().data_key_or_new(_subject(draft)), _place(draft, what), nonce=os.urandom(NONCE_BYTES))


def _keys() -> FileKeys:
    return FileKeys(settings.WORKSPACE / "keys", os.urandom)


def _subject(draft: Draft) -> str:
    return f"licet:draft/{draft.pk}"


def _place(draft: Draft, what: str) -> Place:
    return Place(table="intake_draft", column=what, row=str(draft.pk), key_version=KEY_VERSION)
