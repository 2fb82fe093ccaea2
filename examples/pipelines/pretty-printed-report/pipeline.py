"""Writes open invoices as one pretty-printed report with a headline, a total and the oldest first."""

from slpy import Expr, Param, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.flow import FlowFilter
from slpy.modules.transform import (
    TransformCSVParser,
    TransformGroupByN,
    TransformJSONFormatter,
    TransformMapper,
    TransformSort,
)

p = Pipeline(label="pretty-printed-report")
p.param_table = [Param(key="as_of", value="2026-03-31")]

read = BinaryFileReader(label="Read invoices.csv", file_path="invoices.csv")
parse = TransformCSVParser(label="Parse CSV")
still_open = FlowFilter(label="Keep what is not paid", filter_expression=Expr("$paid_on == ''"))
line = TransformMapper(
    label="Line of the report",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(expression=Expr("$invoice"), target_path="$invoice"),
            TransformMapper.MappingTableItem(expression=Expr("$customer"), target_path="$customer"),
            TransformMapper.MappingTableItem(
                expression=Expr("parseFloat($amount)"), target_path="$amount"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr(
                    "Math.round((Date.parse(_as_of).getTime() - Date.parse($due).getTime()) / 86400000)"
                ),
                target_path="$daysOverdue",
            ),
        ]
    ),
)
oldest_first = TransformSort(
    label="Oldest first",
    sort_paths=[
        TransformSort.SortPathsItem(sort_path="$daysOverdue", sort_order_ind="descending")
    ],
)
# A group size of 0 puts all lines into one document.
together = TransformGroupByN(label="All lines in one", group_size=0, target_field="$lines")
report = TransformMapper(
    label="Headline and total",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr("'Open invoices on ' + _as_of"), target_path="$report"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("$lines.length"), target_path="$invoices"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("parseFloat($lines.sum(line => line.amount).toFixed(2))"),
                target_path="$total",
            ),
            TransformMapper.MappingTableItem(expression=Expr("$lines"), target_path="$lines"),
        ]
    ),
)
to_json = TransformJSONFormatter(
    label="Pretty print", format_single_document=True, pretty_print=True
)
write = BinaryFileWriter(label="Write open-invoices.json", filename="open-invoices.json")

p.connect([read, parse, still_open, line, oldest_first, together, report, to_json, write])
