"""Turns a bank statement with fixed column positions into CSV with readable amounts and dates."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import (
    TransformCSVFormatter,
    TransformFixedWidthParser,
    TransformMapper,
)

p = Pipeline(label="fixed-width-to-csv")

read = BinaryFileReader(label="Read statement.txt", file_path="statement.txt")
parse = TransformFixedWidthParser(
    label="Parse by positions",
    skip_lines=1,
    # The last line only counts the others.
    ignore_lines=[TransformFixedWidthParser.IgnoreLinesItem(function="startsWith", value="TRAILER")],
    field_config=[
        TransformFixedWidthParser.FieldConfigItem(
            column_name="account", start_position=1, end_position=8
        ),
        TransformFixedWidthParser.FieldConfigItem(
            column_name="day", start_position=9, end_position=16
        ),
        TransformFixedWidthParser.FieldConfigItem(
            column_name="payee", start_position=17, end_position=32, trim=True
        ),
        TransformFixedWidthParser.FieldConfigItem(
            column_name="cents", start_position=33, end_position=41, trim=True
        ),
    ],
)
readable = TransformMapper(
    label="Readable amounts and dates",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(expression=Expr("$account"), target_path="$account"),
            TransformMapper.MappingTableItem(
                expression=Expr("LocalDate.parse($day, 'yyyyMMdd')"), target_path="$day"
            ),
            TransformMapper.MappingTableItem(expression=Expr("$payee"), target_path="$payee"),
            TransformMapper.MappingTableItem(
                expression=Expr("(parseInt($cents) / 100).toFixed(2)"), target_path="$amount"
            ),
        ]
    ),
)
to_csv = TransformCSVFormatter(label="Format as CSV", quote_mode="MINIMAL")
write = BinaryFileWriter(label="Write statement.csv", filename="statement.csv")

p.connect([read, parse, readable, to_csv, write])
