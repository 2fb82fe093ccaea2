"""Appends the totals of a day of sales to a running CSV log."""

from slpy import Expr, Param, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import (
    TransformAggregate,
    TransformCSVFormatter,
    TransformCSVParser,
    TransformMapper,
)

p = Pipeline(label="append-to-log")
p.param_table = [Param(key="day", value="2026-03-03")]

read = BinaryFileReader(label="Read sales of the day", file_path=Expr("'sales-' + _day + '.csv'"))
parse = TransformCSVParser(label="Parse CSV")
total = TransformAggregate(
    label="Total of the day",
    aggregate_fields=[
        TransformAggregate.AggregateFieldsItem(function="COUNT", result_field="receipts"),
        TransformAggregate.AggregateFieldsItem(
            function="SUM", field="$amount", result_field="revenue"
        ),
    ],
)
line = TransformMapper(
    label="Line of the log",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(expression=Expr("_day"), target_path="$day"),
            TransformMapper.MappingTableItem(expression=Expr("$receipts"), target_path="$receipts"),
            TransformMapper.MappingTableItem(
                expression=Expr("$revenue.toFixed(2)"), target_path="$revenue"
            ),
        ]
    ),
)
# The log has its header already; only the new line is added.
to_csv = TransformCSVFormatter(label="Format the line", quote_mode="MINIMAL", write_header=False)
append = BinaryFileWriter(
    label="Append to daily-totals.csv", filename="daily-totals.csv", file_action="APPEND"
)

p.connect([read, parse, total, line, to_csv, append])
