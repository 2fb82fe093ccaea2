"""Counts the different customers of each shop."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.flow import FlowFilter
from slpy.modules.transform import (
    TransformAggregate,
    TransformCSVParser,
    TransformJSONFormatter,
    TransformMapper,
    TransformSort,
    TransformUnique,
)

p = Pipeline(label="distinct-customers-per-shop")

read = BinaryFileReader(label="Read receipts", file_path="receipts.csv")
parse = TransformCSVParser(label="Parse receipts")
with_customer = FlowFilter(label="With a customer", filter_expression=Expr("$card != ''"))
# Only what tells customers apart may remain before Unique, which compares whole documents.
pair = TransformMapper(
    label="Shop and customer",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(expression=Expr("$shop"), target_path="$shop"),
            TransformMapper.MappingTableItem(
                expression=Expr("$card.trim().toUpperCase()"), target_path="$card"
            ),
        ]
    ),
)
once = TransformUnique(label="Each pair once")
count = TransformAggregate(
    label="Customers per shop",
    aggregate_fields=[
        TransformAggregate.AggregateFieldsItem(
            function="COUNT", field="$card", result_field="$customers"
        )
    ],
    group_by_fields=[TransformAggregate.GroupByFieldsItem(field_path="$shop")],
)
sort = TransformSort(
    label="Sort by shop", sort_paths=[TransformSort.SortPathsItem(sort_path="$shop")]
)
format_json = TransformJSONFormatter(label="Format as JSON")
write = BinaryFileWriter(label="Write customers per shop", filename="customers-per-shop.json")

p.connect([read, parse, with_customer, pair, once, count, sort, format_json, write])
