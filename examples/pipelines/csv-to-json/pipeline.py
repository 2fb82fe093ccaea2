"""Turns a CSV of products into a JSON array with real numbers, flags and nulls."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import TransformCSVParser, TransformJSONFormatter, TransformMapper

p = Pipeline(label="csv-to-json")

read = BinaryFileReader(label="Read products.csv", file_path="products.csv")
parse = TransformCSVParser(label="Parse CSV")
# CSV knows text only: numbers, flags and what is missing are made here.
type_fields = TransformMapper(
    label="Type the fields",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(expression=Expr("$sku"), target_path="$sku"),
            TransformMapper.MappingTableItem(expression=Expr("$name.trim()"), target_path="$name"),
            TransformMapper.MappingTableItem(
                expression=Expr("$price == '' ? null : parseFloat($price)"), target_path="$price"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("$in_stock == 'true'"), target_path="$inStock"
            ),
            TransformMapper.MappingTableItem(expression=Expr("$note || null"), target_path="$note"),
        ]
    ),
)
to_json = TransformJSONFormatter(label="Format as JSON")
write = BinaryFileWriter(label="Write products.json", filename="products.json")

p.connect([read, parse, type_fields, to_json, write])
