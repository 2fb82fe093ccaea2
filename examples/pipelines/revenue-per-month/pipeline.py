"""Puts invoices into months and sums their revenue."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import (
    TransformAggregate,
    TransformCSVParser,
    TransformJSONFormatter,
    TransformMapper,
    TransformSort,
)

p = Pipeline(label="revenue-per-month")

read = BinaryFileReader(label="Read invoices", file_path="invoices.csv")
parse = TransformCSVParser(label="Parse invoices")
# Two offices write dates in two ways.
bucket = TransformMapper(
    label="Month and quarter",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr(
                    "($issued.contains('.') ? LocalDate.parse($issued, 'dd.MM.yyyy')"
                    " : LocalDate.parse($issued)).toString('yyyy-MM')"
                ),
                target_path="$month",
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("parseFloat($net)"), target_path="$net"
            ),
        ]
    ),
)
total = TransformAggregate(
    label="Revenue per month",
    aggregate_fields=[
        TransformAggregate.AggregateFieldsItem(
            function="SUM", field="$net", result_field="$revenue"
        ),
        TransformAggregate.AggregateFieldsItem(function="COUNT", result_field="$invoices"),
    ],
    group_by_fields=[TransformAggregate.GroupByFieldsItem(field_path="$month")],
)
quarter = TransformMapper(
    label="Add the quarter",
    pass_through=True,
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr(
                    "$month.substring(0, 4) + '-Q' + Math.ceil(parseInt($month.substring(5)) / 3)"
                ),
                target_path="$quarter",
            )
        ]
    ),
)
sort = TransformSort(
    label="Sort by month", sort_paths=[TransformSort.SortPathsItem(sort_path="$month")]
)
format_json = TransformJSONFormatter(label="Format as JSON", pretty_print=True)
write = BinaryFileWriter(label="Write revenue", filename="revenue.json")

p.connect([read, parse, bucket, total, quarter, sort, format_json, write])
