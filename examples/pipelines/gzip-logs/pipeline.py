"""Collects the errors of compressed log files into one CSV in order of time."""

from slpy import Expr, Pipeline
from slpy.modules.binary import (
    BinaryDecompress,
    BinaryDirectoryBrowser,
    BinaryFileReader,
    BinaryFileWriter,
)
from slpy.modules.flow import FlowFilter
from slpy.modules.transform import (
    TransformCSVFormatter,
    TransformJSONParser,
    TransformMapper,
    TransformSort,
)

p = Pipeline(label="gzip-logs")

browse = BinaryDirectoryBrowser(label="List the logs", filter="app-*.log.gz")
read = BinaryFileReader(label="Read each log", file_path=Expr("$Path"))
unpack = BinaryDecompress(label="Unpack gzip", compression_scheme="GZIP")
parse = TransformJSONParser(label="Parse JSON Lines", json_lines=True)
errors = FlowFilter(label="Only errors", filter_expression=Expr("$level == 'ERROR'"))
fields = TransformMapper(
    label="Time and message",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr("'app-' + $at.substring(0, 10) + '.log.gz'"), target_path="$file"
            ),
            TransformMapper.MappingTableItem(expression=Expr("$at"), target_path="$at"),
            TransformMapper.MappingTableItem(expression=Expr("$message"), target_path="$message"),
        ]
    ),
)
in_order = TransformSort(
    label="Sort by time",
    sort_paths=[TransformSort.SortPathsItem(sort_path="$at", sort_order_ind="ascending")],
)
to_csv = TransformCSVFormatter(label="Format as CSV", quote_mode="MINIMAL")
write = BinaryFileWriter(label="Write errors.csv", filename="errors.csv")

p.connect([browse, read, unpack, parse, errors, fields, in_order, to_csv, write])
