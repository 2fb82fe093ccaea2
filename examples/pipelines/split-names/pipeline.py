"""Splits full names, written as "Last, First" or "First Last", into their parts."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import TransformCSVFormatter, TransformCSVParser, TransformMapper

p = Pipeline(label="split-names")

read = BinaryFileReader(label="Read people.csv", file_path="people.csv")
parse = TransformCSVParser(label="Parse CSV")
# A title in front is taken off; "Last, First" is turned round to "First Last".
# A particle such as "van" or "de la" belongs to the last name and marks where it begins.
in_order = TransformMapper(
    label="First names first",
    pass_through=True,
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr(
                    "$full_name.trim().replace(/^((Dr|Prof|Mr|Ms|Mrs)\\.?\\s+)+/, '')"
                    ".replace(/^([^,]+),\\s*(.+)$/, '$2|$1')"
                    ".replace(/^([^|]+?)\\s+((van|von|de|der|den|la|du|di)\\s.+)$/, '$1|$2')"
                ),
                target_path="$name",
            ),
        ]
    ),
)
split = TransformMapper(
    label="Split into parts",
    pass_through=True,
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr(
                    "$name.contains('|') ? $name.split('|')[0].trim()"
                    " : $name.split(' ').slice(0, -1).join(' ')"
                ),
                target_path="$first_names",
            ),
            TransformMapper.MappingTableItem(
                expression=Expr(
                    "$name.contains('|') ? $name.split('|')[1].trim()"
                    " : $name.split(' ').slice(-1).join(' ')"
                ),
                target_path="$last_name",
            ),
            TransformMapper.MappingTableItem(expression=Expr("$name")),
        ]
    ),
)
to_csv = TransformCSVFormatter(label="Format as CSV", quote_mode="MINIMAL")
write = BinaryFileWriter(label="Write people-split.csv", filename="people-split.csv")

p.connect([read, parse, in_order, split, to_csv, write])
