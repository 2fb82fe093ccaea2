"""Extracts the errors from an application log in JSON Lines into a CSV for a spreadsheet."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.flow import FlowFilter
from slpy.modules.transform import TransformCSVFormatter, TransformJSONParser, TransformMapper

p = Pipeline(label="json-lines-to-csv")

read = BinaryFileReader(label="Read app.log", file_path="app.log")
# A line that was cut off when the process died is left out; the others are read.
parse = TransformJSONParser(label="Parse JSON Lines", json_lines=True, error_behavior="ignore")
errors = FlowFilter(
    label="Keep errors", filter_expression=Expr("$level == 'error' || $level == 'fatal'")
)
pick = TransformMapper(
    label="Pick the columns",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr("Date.parse($time).toString('yyyy-MM-dd HH:mm:ss')"),
                target_path="$time",
            ),
            TransformMapper.MappingTableItem(expression=Expr("$level"), target_path="$level"),
            TransformMapper.MappingTableItem(expression=Expr("$msg"), target_path="$message"),
            TransformMapper.MappingTableItem(
                expression=Expr("$.hasPath('request.url') ? $request.url : ''"),
                target_path="$url",
            ),
        ]
    ),
)
to_csv = TransformCSVFormatter(label="Format as CSV", quote_mode="MINIMAL")
write = BinaryFileWriter(label="Write errors.csv", filename="errors.csv")

p.connect([read, parse, errors, pick, to_csv, write])
