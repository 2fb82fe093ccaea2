"""Parses a web server's log with a regular expression and counts hits and errors per page."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.flow import FlowRouter
from slpy.modules.transform import (
    TransformAggregate,
    TransformCSVFormatter,
    TransformCSVParser,
    TransformJSONFormatter,
    TransformMapper,
    TransformSort,
)

p = Pipeline(label="web-log-analysis")

read = BinaryFileReader(label="Read log", file_path="access.log")
# A delimiter that no line has, and no quotes: every line is one field.
lines = TransformCSVParser(
    label="A document per line",
    contains_header=False,
    delimiter="\x01",
    quote_character="",
    escape_char="",
    column_list=[TransformCSVParser.ColumnListItem(columns="line")],
)
match = TransformMapper(
    label="Match the pattern",
    pass_through=True,
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr(
                    r"""$line.match(/^(\S+) \S+ (\S+) \[([^\]]+)\] "(\S+) (\S+)[^"]*" (\d{3}) (\d+|-)/)"""
                ),
                target_path="$parts",
            )
        ]
    ),
)
readable = FlowRouter(
    label="Readable or not",
    outputs=["hits", "unreadable"],
    routes=[
        FlowRouter.RoutesItem(expression=Expr("$parts != null"), output_view_name="hits"),
        FlowRouter.RoutesItem(expression=Expr("$parts == null"), output_view_name="unreadable"),
    ],
)
hit = TransformMapper(
    label="Hit",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr("decodeURIComponent($parts[5].split('?')[0])"), target_path="$page"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("parseInt($parts[6]) >= 400 ? 1 : 0"), target_path="$error"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("$parts[7] == '-' ? 0 : parseInt($parts[7])"),
                target_path="$bytes",
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("Date.parse($parts[3], 'dd/MMM/yyyy:HH:mm:ss Z').getTime()"),
                target_path="$time",
            ),
        ]
    ),
)
per_page = TransformAggregate(
    label="Per page",
    aggregate_fields=[
        TransformAggregate.AggregateFieldsItem(function="COUNT", result_field="$hits"),
        TransformAggregate.AggregateFieldsItem(
            function="SUM", field="$error", result_field="$errors"
        ),
        TransformAggregate.AggregateFieldsItem(
            function="SUM", field="$bytes", result_field="$bytes"
        ),
        TransformAggregate.AggregateFieldsItem(
            function="MAX", field="$time", result_field="$last_seen"
        ),
    ],
    group_by_fields=[TransformAggregate.GroupByFieldsItem(field_path="$page")],
)
last_seen = TransformMapper(
    label="Time as text",
    pass_through=True,
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr("Date.parse($last_seen).toString(\"yyyy-MM-dd'T'HH:mm:ss'Z'\")"),
                target_path="$last_seen",
            )
        ]
    ),
)
sort = TransformSort(
    label="Most hits first",
    sort_paths=[
        TransformSort.SortPathsItem(sort_path="$hits", sort_order_ind="descending"),
        TransformSort.SortPathsItem(sort_path="$page", sort_order_ind="ascending"),
    ],
)
format_json = TransformJSONFormatter(label="Format pages")
write = BinaryFileWriter(label="Write pages", filename="pages.json")
only_line = TransformMapper(
    label="Only the line",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(expression=Expr("$line"), target_path="$line")
        ]
    ),
)
format_unreadable = TransformCSVFormatter(label="Format unreadable lines", quote_mode="ALL")
write_unreadable = BinaryFileWriter(label="Write unreadable lines", filename="unreadable.csv")

p.connect([read, lines, match, readable])
p.connect(readable, hit, "hits", "input0")
p.connect([hit, per_page, last_seen, sort, format_json, write])
p.connect(readable, only_line, "unreadable", "input0")
p.connect([only_line, format_unreadable, write_unreadable])
