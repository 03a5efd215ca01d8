"""Writing: page results and the tables that are projections of them.

    write_page(result, out)                  # OUT/pages/<path>.json, whole or not at all
    write_tables(out, paths, formats=("csv", "sqlite"))
                                             # OUT/*.csv, ppx.sqlite and datapackage.json, streamed from the page results

pandas is loaded when tables are written and not before.
"""

from ppx.writing.formats import check_formats
from ppx.writing.results import (
    page_file,
    page_object,
    plain,
    read_page,
    remove_pages,
    write_json,
    write_page,
)
from ppx.writing.schema import page_schema
from ppx.writing.tables import write_tables

__all__ = [
    "check_formats",
    "page_file",
    "page_object",
    "page_schema",
    "plain",
    "read_page",
    "remove_pages",
    "write_json",
    "write_page",
    "write_tables",
]
