"""Writes the orders of each country to a JSON file of its own."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import (
    TransformCSVParser,
    TransformGroupByFields,
    TransformJSONFormatter,
    TransformSort,
)

p = Pipeline(label="file-per-group")

read = BinaryFileReader(label="Read orders.csv", file_path="orders.csv")
parse = TransformCSVParser(label="Parse CSV")
# Group By Fields takes neighbours only, so equal countries have to stand together.
by_country = TransformSort(
    label="Sort by country", sort_paths=[TransformSort.SortPathsItem(sort_path="$country")]
)
group = TransformGroupByFields(
    label="Group by country",
    fields=[TransformGroupByFields.FieldsItem(field="$country")],
    target_field="orders",
)
# A binary for each country; what the file name needs goes into the binary's header.
to_json = TransformJSONFormatter(
    label="Format each group",
    format_single_document=True,
    content_path="$orders",
    header=[
        TransformJSONFormatter.HeaderItem(
            expression=Expr("$groupBy.country"), target_path="$country"
        )
    ],
)
write = BinaryFileWriter(
    label="Write a file per country", filename=Expr("'orders-' + $country.toLowerCase() + '.json'")
)

p.connect([read, parse, by_country, group, to_json, write])
