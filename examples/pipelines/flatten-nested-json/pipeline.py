"""Flattens nested customer documents into one level with keys such as address_city."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import TransformJSONFormatter, TransformJSONParser, TransformMapper

p = Pipeline(label="flatten-nested-json")

read = BinaryFileReader(label="Read customers.json", file_path="customers.json")
parse = TransformJSONParser(label="Parse the customers")
# Each Mapper opens one level of objects, whatever their fields are; lists become text.
open_first = TransformMapper(
    label="Open the first level",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr(
                    "$.entries().reduce((flat, entry) => flat.extend("
                    "typeof entry[1] == 'object' && entry[1] != null"
                    " ? entry[1].mapKeys((value, key) => entry[0] + '_' + key)"
                    " : {[entry[0]]: entry[1]}), {})"
                ),
                target_path="$",
            )
        ]
    ),
)
open_second = TransformMapper(
    label="Open the second level",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr(
                    "$.entries().reduce((flat, entry) => flat.extend("
                    "typeof entry[1] == 'object' && entry[1] != null"
                    " ? entry[1].mapKeys((value, key) => entry[0] + '_' + key)"
                    " : {[entry[0]]: entry[1]}), {})"
                ),
                target_path="$",
            )
        ]
    ),
)
lists = TransformMapper(
    label="Lists as text",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr(
                    "$.mapValues(value => typeof value == 'array' ? value.join('|') : value)"
                ),
                target_path="$",
            )
        ]
    ),
)
to_json = TransformJSONFormatter(label="Format as JSON")
write = BinaryFileWriter(label="Write customers-flat.json", filename="customers-flat.json")

p.connect([read, parse, open_first, open_second, lists, to_json, write])
