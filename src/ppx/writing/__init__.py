"""Writing: page results and the tables that are projections of them.

    write_page(page_object(result), out)     # OUT/pages/<path>.json, whole or not at all
    write_tables(out, paths, formats=("csv", "sqlite"))
                                             # OUT/*.csv, ppx.sqlite and datapackage.json, streamed from the page results
    write_json(out / "run.json", run)
    read_tables(out)                         # typed pandas data frames by name

numpy is loaded when tables are written and not before.
"""

from ppx.writing.formats import check_formats
from ppx.writing.frames import read_tables
from ppx.writing.objects import page_object, plain
from ppx.writing.results import (
    Head,
    Part,
    find_results,
    page_file,
    part_file,
    read_head,
    read_page,
    read_pages,
    remove_page,
    write_json,
    write_page,
)
from ppx.writing.schema import page_schema
from ppx.writing.tables import write_tables

__all__ = [
    "Head",
    "Part",
    "check_formats",
    "find_results",
    "page_file",
    "page_object",
    "page_schema",
    "part_file",
    "plain",
    "read_head",
    "read_page",
    "read_pages",
    "read_tables",
    "remove_page",
    "write_json",
    "write_page",
    "write_tables",
]
