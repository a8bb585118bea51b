"""The index of a business's articles in the store: shards that never change, and what names them.

    <tenant>#article-index  manifest   which shards are the index now; one item under a version
    <tenant>#article-shard  <digest>   a shard, under the digest of what it holds

A change writes the shard that it touches anew, under another name, and then the manifest, if that
is still as it was read: a reader has the old shards or the new ones, never some of each. A shard
that was read once can be kept for as long as anybody likes.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Final

from santral.domain.article_index import Shard
from santral.domain.errors import ConflictError, DependencyError, NotFoundError
from santral.domain.plain import to_json
from santral.stores.shelves import Shelf, value_of
from santral.stores.tables import SCHEMA, DocumentItem, dynamodb_translated, saved_if

FULL_BYTES: Final = 200_000  # a shard that has more takes no other article
LARGEST_BYTES: Final = 345_000  # an article that makes it larger moves to a shard of its own

_TRIES: Final = 6
_MANIFEST: Final = "manifest"
_KIND: Final = "article-shard"


@dataclass(frozen=True, slots=True)
class Part:
    """
    Attributes:
        id: the shard's digest.
    """

    id: str
    articles: int
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """
    Attributes:
        changes: how many there were, so that each leaves another manifest.
    """

    parts: tuple[Part, ...] = ()
    changes: int = 0

    @property
    def articles(self) -> int:
        return sum(each.articles for each in self.parts)


Change = Callable[[Mapping[str, Shard]], Mapping[str, Shard | None]]

_MANIFESTS: Final = Shelf("article-index", Manifest)


class ArticleShards:
    """Keeps shards that were read, up to so many bytes; they are nobody's personal data."""

    def __init__(self, most_bytes: int = 32 * 1024 * 1024) -> None:
        self._most_bytes = most_bytes
        self._kept: OrderedDict[tuple[str, str], tuple[Shard, int]] = OrderedDict()
        self._kept_bytes = 0
        self._lock = Lock()

    def read(self, tenant: str) -> list[Shard]:
        """Read the whole index, as it is now.

        Raises:
            DependencyError: DynamoDB failed, or it was changed all the time.
        """
        for _ in range(_TRIES):
            found = _MANIFESTS.find(tenant, _MANIFEST)
            parts = found.value.parts if found else ()
            try:
                return list(self._shards(tenant, parts).values())
            except NotFoundError:  # changed since the manifest was read
                continue
        raise DependencyError("dynamodb", "the index is changed all the time", retryable=True)

    def count(self, tenant: str) -> int:
        found = _MANIFESTS.find(tenant, _MANIFEST)
        return found.value.articles if found else 0

    def change(self, tenant: str, what: Change) -> None:
        """Change the index, of which others may change their part meanwhile.

        Args:
            what: is given all shards by id, perhaps more than once; returns those that change, by
                the id of what each replaces, "" for a new one. None is that it goes.

        Raises:
            DependencyError: DynamoDB failed, or others were always quicker.
        """
        for _ in range(_TRIES):
            found = _MANIFESTS.find(tenant, _MANIFEST)
            manifest = found.value if found else Manifest()
            try:
                changed = what(self._shards(tenant, manifest.parts))
                new = self._written(tenant, (each for each in changed.values() if each))
                kept = tuple(each for each in manifest.parts if each.id not in changed)
                parts = tuple(sorted((*kept, *new), key=lambda part: part.id))
                after = Manifest(parts, manifest.changes + 1)
                if found is None:
                    _MANIFESTS.create(tenant, _MANIFEST, after)
                else:
                    _MANIFESTS.replace(tenant, _MANIFEST, after, replacing=found.version)
            except (ConflictError, NotFoundError):
                continue
            self._forget(tenant, {each.id for each in manifest.parts} - {each.id for each in parts})
            return
        raise DependencyError("dynamodb", "the index is changed all the time", retryable=True)

    def sweep(self, tenant: str) -> None:
        """Delete shards that belong to nothing, since a change was broken off.

        Not while another change may be under way.
        """
        found = _MANIFESTS.find(tenant, _MANIFEST)
        named = {each.id for each in found.value.parts} if found else set[str]()
        with dynamodb_translated():
            there = [item.sk for item in DocumentItem.query(_partition(tenant))]
        self._forget(tenant, set(there) - named)

    def _shards(self, tenant: str, parts: Iterable[Part]) -> dict[str, Shard]:
        ids = [each.id for each in parts]
        with self._lock:
            found = {id_: self._kept[tenant, id_] for id_ in ids if (tenant, id_) in self._kept}
        for id_, shard, size in _fetched(tenant, [id_ for id_ in ids if id_ not in found]):
            found[id_] = shard, size
        if len(found) < len(set(ids)):
            raise NotFoundError("a shard of the index is gone")
        self._keep(tenant, found)
        return {id_: found[id_][0] for id_ in ids}

    def _keep(self, tenant: str, shards: Mapping[str, tuple[Shard, int]]) -> None:
        with self._lock:
            for id_, each in shards.items():
                before = self._kept.pop((tenant, id_), None)
                self._kept[tenant, id_] = each
                self._kept_bytes += each[1] - (before[1] if before else 0)
            while self._kept_bytes > self._most_bytes and self._kept:
                _, (_, size) = self._kept.popitem(last=False)
                self._kept_bytes -= size

    def _written(self, tenant: str, shards: Iterable[Shard]) -> list[Part]:
        parts = []
        for shard in shards:
            content = to_json(shard).encode("utf-8", "replace")
            id_ = hashlib.sha256(content).hexdigest()[:32]
            item = DocumentItem(
                _partition(tenant), id_, schema=SCHEMA, version=1, content=content.decode()
            )
            saved_if(DocumentItem.pk.does_not_exist(), item)  # else it is this very one
            parts.append(Part(id_, len(shard.articles), len(content)))
            self._keep(tenant, {id_: (shard, len(content))})
        return parts

    def _forget(self, tenant: str, ids: Iterable[str]) -> None:
        with dynamodb_translated(), DocumentItem.batch_write() as batch:
            for id_ in ids:
                batch.delete(DocumentItem(_partition(tenant), id_))


def size_of(shard: Shard) -> int:
    """Return how many bytes a shard has in the store."""
    return len(to_json(shard).encode("utf-8", "replace"))


def _fetched(tenant: str, ids: Iterable[str]) -> list[tuple[str, Shard, int]]:
    keys = [(_partition(tenant), id_) for id_ in dict.fromkeys(ids)]
    if not keys:
        return []
    found = []
    with dynamodb_translated():
        for item in DocumentItem.batch_get(keys, consistent_read=True):
            found.append((item.sk, value_of(Shard, item), len(item.content.encode())))
    return found


def _partition(tenant: str) -> str:
    return f"{tenant}#{_KIND}"
