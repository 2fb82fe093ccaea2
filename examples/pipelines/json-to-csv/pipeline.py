"""Flattens customers from a JSON file into a CSV with columns in a fixed order."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import TransformCSVFormatter, TransformJSONParser, TransformMapper

p = Pipeline(label="json-to-csv")

read = BinaryFileReader(label="Read customers.json", file_path="customers.json")
# The customers lie in a list inside the root object; the path makes a document of each.
parse = TransformJSONParser(label="Parse the customers", json_filter_path="$.customers[*]")
pick = TransformMapper(
    label="Pick the columns",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(expression=Expr("$id"), target_path="$id"),
            TransformMapper.MappingTableItem(expression=Expr("$name"), target_path="$name"),
            TransformMapper.MappingTableItem(
                expression=Expr("$.get('phone', '')"), target_path="$phone"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("$address.hasOwnProperty('city') ? $address.city : ''"),
                target_path="$city",
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("$tags.join('|')"), target_path="$tags"
            ),
        ]
    ),
)
to_csv = TransformCSVFormatter(
    label="Format as CSV",
    quote_mode="MINIMAL",
    use_defined_header=True,
    user_defined_header=[
        TransformCSVFormatter.UserDefinedHeaderItem(columns="id"),
        TransformCSVFormatter.UserDefinedHeaderItem(columns="name"),
        TransformCSVFormatter.UserDefinedHeaderItem(columns="city"),
        TransformCSVFormatter.UserDefinedHeaderItem(columns="phone"),
        TransformCSVFormatter.UserDefinedHeaderItem(columns="tags"),
    ],
)
write = BinaryFileWriter(label="Write customers.csv", filename="customers.csv")

p.connect([read, parse, pick, to_csv, write])
