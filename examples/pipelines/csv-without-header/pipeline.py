"""Names the columns of a headerless CSV of sensor readings and writes them as JSON."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import TransformCSVParser, TransformJSONFormatter, TransformMapper

p = Pipeline(label="csv-without-header")

read = BinaryFileReader(label="Read readings.txt", file_path="readings.txt")
parse = TransformCSVParser(
    label="Name the columns",
    delimiter="\\t",
    contains_header=False,
    column_list=[
        TransformCSVParser.ColumnListItem(columns="sensor"),
        TransformCSVParser.ColumnListItem(columns="measuredAt"),
        TransformCSVParser.ColumnListItem(columns="celsius"),
        TransformCSVParser.ColumnListItem(columns="battery"),
    ],
)
# A line that stops early has null for what is missing.
type_fields = TransformMapper(
    label="Type the readings",
    pass_through=True,
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr("parseFloat($celsius)"), target_path="$celsius"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("$battery == null ? null : parseInt($battery)"),
                target_path="$battery",
            ),
        ]
    ),
)
to_json = TransformJSONFormatter(label="Format as JSON")
write = BinaryFileWriter(label="Write readings.json", filename="readings.json")

p.connect([read, parse, type_fields, to_json, write])
