"""Agencies: who is named in a document, where, in what role, under which full name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ppx.extractors.agencies import blocks, lists, places, proofs, running
from ppx.extractors.agencies.running import Mention
from ppx.extractors.agencies.seals import seal
from ppx.records import Agency

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ppx.extractors.agencies.lists import Block
    from ppx.extractors.agencies.places import Scope
    from ppx.extractors.agencies.seals import Seal
    from ppx.records import Context, Document, Region


def extract(document: Document, context: Context) -> Document:
    """The document with its agencies, in text order."""
    scope = places.of(_region(document, context))
    found = blocks.find(document.text, scope)
    mentions = [*_listed(document.text, found, scope), *running.find(document, [block.span for block in found], scope)]
    mentions.sort(key=lambda mention: mention.named.span)
    reads = [mention.named.read for mention in mentions]
    seals = proofs.prove(reads, [seal(read, scope) for read in reads], document.issuer, scope)
    records = [
        _record(document, context, *pair, f"a{i}") for i, pair in enumerate(zip(mentions, seals, strict=True), 1)
    ]
    return replace(document, agencies=tuple(_linked(records)))


def _linked(records: list[Agency]) -> list[Agency]:
    """甲公司 is 甲有限公司 where the document names that one too (A29)."""
    whole = {record.full: record.key for record in records if record.full and record.full.endswith("有限公司")}
    if not whole:
        return records
    out = []
    for record in records:
        full = record.name.removesuffix("公司") + "有限公司"
        linked = record.full is None and record.name.endswith("公司") and full in whole
        out.append(replace(record, full=full, key=whole[full]) if linked else record)
    return out


def _region(document: Document, context: Context) -> Region | None:
    return document.region or (context.parent.region if context.parent else None)


def _listed(text: str, found: Iterable[Block], scope: Scope) -> Iterator[Mention]:
    for block in found:
        named = lists.named(text, [entry.span for entry in block.entries], scope)
        for entry, name in zip(block.entries, named, strict=True):
            yield Mention(name, entry.duty or block.role, block.rule)


def _record(document: Document, context: Context, mention: Mention, known: Seal, identity: str) -> Agency:
    named = mention.named
    return Agency(
        clause=document.clause_at(named.span[0]),
        span=named.span,
        raw=context.raw_span(*named.span),
        text=document.text[slice(*named.span)],
        name=named.name,
        full=known.full,
        key=known.key,
        role=mention.role,
        level=known.level,
        group=named.read.form == "group",
        rule=mention.rule,
        id=identity,
    )
