"""A file between its preview and its confirmation: kept for an hour, for the session that sent it, unchanged.

The file lies in a storage of django-import-export's kind (the settings say which), which itself removes what nobody
came back for; its place never leaves the server. What the browser holds is a word that only fits together with its
session.
"""

import hashlib
import logging
import secrets
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.module_loading import import_string
from import_export.tmp_storages import BaseStorage
from redis.exceptions import RedisError

from comparisons.admin.transfer.kept_files import SECONDS_KEPT

logger = logging.getLogger(__name__)

SESSION_KEY = "pending_imports"


@dataclass(frozen=True, kw_only=True)
class PendingImport:
    """What the session keeps of a previewed file.

    Attributes:
        word: what the browser sends to confirm it.
        user: the number of who sent it.
        stored_as: where the storage has it.
        plan_digest: of what the preview showed.
        until: when it is over, in seconds since 1970.
    """

    word: str
    user: str
    file_name: str
    stored_as: str
    content_digest: str
    plan_digest: str
    changes_published: bool
    until: float


def keep(
    request: HttpRequest, *, model: str, data: bytes, file_name: str, plan_digest: str, changes_published: bool
) -> PendingImport | None:
    """Keeps the file for confirmation, in place of an earlier one for the same model. None when it cannot be kept."""
    forget(request, model=model)
    storage = _storage()
    try:
        storage.save(data)
    except (OSError, RedisError):
        logger.exception("A file could not be kept for its confirmation")
        return None
    pending = PendingImport(
        word=secrets.token_urlsafe(24),
        user=str(request.user.pk),
        file_name=file_name,
        stored_as=storage.name,
        content_digest=hashlib.sha256(data).hexdigest(),
        plan_digest=plan_digest,
        changes_published=changes_published,
        until=timezone.now().timestamp() + SECONDS_KEPT,
    )
    request.session[SESSION_KEY] = {**request.session.get(SESSION_KEY, {}), model: asdict(pending)}
    return pending


def find(request: HttpRequest, *, model: str, word: str) -> tuple[PendingImport, bytes] | None:
    """The file that this session previewed, if the word is right, its time is not over and it is what it was."""
    kept: dict[str, Any] | None = request.session.get(SESSION_KEY, {}).get(model)
    if kept is None:
        return None
    pending = PendingImport(**kept)
    if pending.until < timezone.now().timestamp():
        forget(request, model=model)
        return None
    if pending.user != str(request.user.pk) or not constant_time_compare(pending.word, word):
        return None
    try:
        data = _storage(pending.stored_as).read()
    except (OSError, RedisError):
        return None
    if not isinstance(data, bytes) or hashlib.sha256(data).hexdigest() != pending.content_digest:
        return None
    return pending, data


def forget(request: HttpRequest, *, model: str) -> None:
    """Removes the file, when there is one."""
    kept: dict[str, Any] = dict(request.session.get(SESSION_KEY, {}))
    pending = kept.pop(model, None)
    if pending is None:
        return
    request.session[SESSION_KEY] = kept
    try:
        _storage(pending["stored_as"]).remove()
    except (OSError, RedisError):
        logger.info("The file of a preview was gone already")


def _storage(name: str | None = None) -> BaseStorage:
    storage: BaseStorage = import_string(settings.IMPORT_EXPORT_TMP_STORAGE_CLASS)(name=name, read_mode="rb")
    storage.CACHE_LIFETIME = SECONDS_KEPT  # of the one kind that has it
    return storage
