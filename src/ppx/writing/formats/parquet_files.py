"""Parquet: one file a table, typed, zstd, a row group every `GROUP` rows; needs the extra `ppx[parquet]`."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

from ppx.writing.columns import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ppx.writing.columns import Column
    from ppx.writing.formats import Block, Write
    from ppx.writing.partials import Partials

GROUP = 20_000
"""rows of a row group: large enough to compress well, a few MB of clause text in memory"""


@contextmanager
def parquet_files(partials: Partials) -> Iterator[Write]:
    """Yields what writes a block of a table. The schema has the descriptions of the columns; the files hold no time."""
    import pyarrow
    from pyarrow.parquet import ParquetWriter

    schemas = {name: pyarrow.schema([_field(pyarrow, c) for c in columns]) for name, columns in TABLES.items()}
    held: dict[str, list[Any]] = {name: [] for name in TABLES}
    with ExitStack() as stack:
        writers = {
            name: stack.enter_context(ParquetWriter(partials.file(f"{name}.parquet"), schema, compression="zstd"))
            for name, schema in schemas.items()
        }

        def hand_on(table: str) -> None:
            if held[table]:
                writers[table].write_table(pyarrow.Table.from_batches(held[table]), row_group_size=GROUP)
                held[table].clear()

        def write(table: str, columns: Block) -> None:
            schema = schemas[table]
            arrays = [pyarrow.array(cells, f.type) for cells, f in zip(columns, schema, strict=True)]
            held[table].append(pyarrow.record_batch(arrays, schema=schema))
            if sum(batch.num_rows for batch in held[table]) >= GROUP:
                hand_on(table)

        yield write
        for table in TABLES:
            hand_on(table)


def _field(pyarrow: Any, column: Column) -> Any:
    """Numbers are doubles, as in the page results: exact up to 15 digits; integers, booleans and days are themselves."""
    kinds = {
        "string": pyarrow.string(),
        "integer": pyarrow.int64(),
        "number": pyarrow.float64(),
        "boolean": pyarrow.bool_(),
        "date": pyarrow.date32(),
    }
    described = {"description": column.description}
    return pyarrow.field(column.name, kinds[column.type], nullable=not column.key, metadata=described)
