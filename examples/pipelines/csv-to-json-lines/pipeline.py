"""Writes web events from a CSV as JSON Lines, one event a line, for a bulk load."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import TransformCSVParser, TransformJSONFormatter, TransformMapper

p = Pipeline(label="csv-to-json-lines")

read = BinaryFileReader(label="Read events.csv", file_path="events.csv")
parse = TransformCSVParser(label="Parse CSV")
nest = TransformMapper(
    label="Nest the user and the page",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(expression=Expr("$event"), target_path="$event"),
            TransformMapper.MappingTableItem(
                expression=Expr("Date.parse($at).getTime()"), target_path="$atMs"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("$user_id || null"), target_path="$user.id"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("$locale.toLowerCase()"), target_path="$user.locale"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("decodeURIComponent($path)"), target_path="$page.path"
            ),
        ]
    ),
)
to_lines = TransformJSONFormatter(label="Format as JSON Lines", json_lines=True)
write = BinaryFileWriter(label="Write events.jsonl", filename="events.jsonl")

p.connect([read, parse, nest, to_lines, write])
