"""Turns orders with lists of lines into a row for each line, with the order's fields beside it."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import (
    TransformCSVFormatter,
    TransformJSONParser,
    TransformJSONSplitter,
    TransformMapper,
)

p = Pipeline(label="explode-order-lines")

read = BinaryFileReader(label="Read orders.json", file_path="orders.json")
parse = TransformJSONParser(label="Parse the orders")
split = TransformJSONSplitter(
    label="A document for each line",
    path="$lines",
    include_paths=[
        TransformJSONSplitter.IncludePathsItem(include_path="$order"),
        TransformJSONSplitter.IncludePathsItem(include_path="$customer.country"),
    ],
)
row = TransformMapper(
    label="Row of the table",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(expression=Expr("$order"), target_path="$order"),
            TransformMapper.MappingTableItem(expression=Expr("$country"), target_path="$country"),
            TransformMapper.MappingTableItem(expression=Expr("$sku"), target_path="$sku"),
            TransformMapper.MappingTableItem(expression=Expr("$pieces"), target_path="$pieces"),
            TransformMapper.MappingTableItem(
                expression=Expr("($pieces * $price).toFixed(2)"), target_path="$amount"
            ),
        ]
    ),
)
to_csv = TransformCSVFormatter(label="Format as CSV", quote_mode="MINIMAL")
write = BinaryFileWriter(label="Write order-lines.csv", filename="order-lines.csv")

p.connect([read, parse, split, row, to_csv, write])
