"""Sums, counts and averages sales per region and product, the largest first."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import (
    TransformAggregate,
    TransformCSVFormatter,
    TransformCSVParser,
    TransformMapper,
    TransformSort,
)

p = Pipeline(label="totals-per-group")

read = BinaryFileReader(label="Read sales", file_path="sales.csv")
parse = TransformCSVParser(label="Parse sales")
numbers = TransformMapper(
    label="Amounts as numbers",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr("$region || 'unassigned'"), target_path="$region"
            ),
            TransformMapper.MappingTableItem(expression=Expr("$product"), target_path="$product"),
            TransformMapper.MappingTableItem(
                expression=Expr("$amount == '' ? null : parseFloat($amount)"),
                target_path="$amount",
            ),
        ]
    ),
)
# An amount that is null counts in no function; the COUNT without a field counts documents.
total = TransformAggregate(
    label="Totals per region and product",
    aggregate_fields=[
        TransformAggregate.AggregateFieldsItem(
            function="SUM", field="$amount", result_field="$total"
        ),
        TransformAggregate.AggregateFieldsItem(
            function="AVG", field="$amount", result_field="$average"
        ),
        TransformAggregate.AggregateFieldsItem(
            function="MAX", field="$amount", result_field="$largest"
        ),
        TransformAggregate.AggregateFieldsItem(function="COUNT", result_field="$sales"),
    ],
    group_by_fields=[
        TransformAggregate.GroupByFieldsItem(field_path="$region"),
        TransformAggregate.GroupByFieldsItem(field_path="$product"),
    ],
)
sort = TransformSort(
    label="Largest first",
    sort_paths=[
        TransformSort.SortPathsItem(sort_path="$total", sort_order_ind="descending"),
        TransformSort.SortPathsItem(sort_path="$region", sort_order_ind="ascending"),
    ],
)
format_csv = TransformCSVFormatter(label="Format as CSV", quote_mode="MINIMAL")
write = BinaryFileWriter(label="Write totals", filename="totals.csv")

read > parse > numbers > total > sort > format_csv > write
