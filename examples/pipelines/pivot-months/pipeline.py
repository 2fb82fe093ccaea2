"""Turns rows of product, month and revenue into a row per product with a column per month."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import (
    TransformCSVFormatter,
    TransformCSVParser,
    TransformGroupByFields,
    TransformMapper,
    TransformSort,
)

p = Pipeline(label="pivot-months")

read = BinaryFileReader(label="Read revenue.csv", file_path="revenue.csv")
parse = TransformCSVParser(label="Parse CSV")
by_product = TransformSort(
    label="Sort by product", sort_paths=[TransformSort.SortPathsItem(sort_path="$product")]
)
group = TransformGroupByFields(
    label="Group by product",
    fields=[TransformGroupByFields.FieldsItem(field="$product")],
    target_field="rows",
)
# The months become keys, their revenue the values.
pivot = TransformMapper(
    label="Months as columns",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr(
                    "$groupBy.extend($rows.toObject(row => row.month, row => row.revenue),"
                    " {total: $rows.sum(row => parseFloat(row.revenue)).toFixed(2)})"
                ),
                target_path="$",
            )
        ]
    ),
)
# A product without a month has an empty field there, whichever product comes first.
to_csv = TransformCSVFormatter(
    label="Format as CSV",
    quote_mode="MINIMAL",
    use_defined_header=True,
    user_defined_header=[
        TransformCSVFormatter.UserDefinedHeaderItem(columns="product"),
        TransformCSVFormatter.UserDefinedHeaderItem(columns="2026-01"),
        TransformCSVFormatter.UserDefinedHeaderItem(columns="2026-02"),
        TransformCSVFormatter.UserDefinedHeaderItem(columns="2026-03"),
        TransformCSVFormatter.UserDefinedHeaderItem(columns="total"),
    ],
)
write = BinaryFileWriter(label="Write pivot.csv", filename="pivot.csv")

p.connect([read, parse, by_product, group, pivot, to_csv, write])
