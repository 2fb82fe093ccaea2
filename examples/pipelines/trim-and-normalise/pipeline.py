"""Cleans a contact list: no stray spaces, names and codes in one case, empty text as null."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import TransformCSVParser, TransformJSONFormatter, TransformMapper

p = Pipeline(label="trim-and-normalise")

read = BinaryFileReader(label="Read contacts.csv", file_path="contacts.csv")
parse = TransformCSVParser(label="Parse CSV")
# For every field alike: runs of white space become one space, and nothing becomes null.
squeeze = TransformMapper(
    label="Squeeze white space",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr(
                    "$.mapValues(value => value == null ? null : (value.replace(/\\s+/g, ' ').trim() || null))"
                ),
                target_path="$",
            )
        ]
    ),
)
# With null-safe access a method of null gives null.
one_case = TransformMapper(
    label="One case for names and codes",
    pass_through=True,
    null_safe_access=True,
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr(
                    "$name.toLowerCase().replace(/(^|[ -])[^ -]/g, start => start.toUpperCase())"
                ),
                target_path="$name",
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("$email.toLowerCase()"), target_path="$email"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("$country.toUpperCase()"), target_path="$country"
            ),
        ]
    ),
)
to_json = TransformJSONFormatter(label="Format as JSON")
write = BinaryFileWriter(label="Write contacts.json", filename="contacts.json")

p.connect([read, parse, squeeze, one_case, to_json, write])
