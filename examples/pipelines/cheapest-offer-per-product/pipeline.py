"""Finds the cheapest offer for every product, with all that belongs to it."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import (
    TransformCSVParser,
    TransformGroupByFields,
    TransformJSONFormatter,
    TransformMapper,
    TransformSort,
)

p = Pipeline(label="cheapest-offer-per-product")

read = BinaryFileReader(label="Read offers", file_path="offers.csv")
parse = TransformCSVParser(label="Parse offers")
numbers = TransformMapper(
    label="Prices as numbers",
    pass_through=True,
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr("parseFloat($price)"), target_path="$price"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("parseInt($days)"), target_path="$days"
            ),
        ]
    ),
)
# As numbers: as text, "100" would come before "9". The faster offer wins a tie.
sort = TransformSort(
    label="Cheapest first",
    sort_paths=[
        TransformSort.SortPathsItem(sort_path="$product"),
        TransformSort.SortPathsItem(sort_path="$price"),
        TransformSort.SortPathsItem(sort_path="$days"),
    ],
)
group = TransformGroupByFields(
    label="Offers of a product",
    fields=[TransformGroupByFields.FieldsItem(field="$product")],
    target_field="offers",
)
best = TransformMapper(
    label="The first and the spread",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr("$groupBy.product"), target_path="$product"
            ),
            TransformMapper.MappingTableItem(expression=Expr("$offers[0]"), target_path="$cheapest"),
            TransformMapper.MappingTableItem(
                expression=Expr("$offers.length"), target_path="$offers"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr(
                    "Math.round(($offers[$offers.length - 1].price - $offers[0].price) * 100) / 100"
                ),
                target_path="$spread",
            ),
        ]
    ),
)
format_json = TransformJSONFormatter(label="Format as JSON")
write = BinaryFileWriter(label="Write best offers", filename="best-offers.json")

p.connect([read, parse, numbers, sort, group, best, format_json, write])
