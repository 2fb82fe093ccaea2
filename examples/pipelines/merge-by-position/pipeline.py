"""Puts two files side by side, line by line, without a key."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import (
    TransformCSVFormatter,
    TransformCSVParser,
    TransformJoin,
)

p = Pipeline(label="merge-by-position")

read_times = BinaryFileReader(label="Read times", file_path="times.csv")
parse_times = TransformCSVParser(label="Parse times")
read_values = BinaryFileReader(label="Read values", file_path="values.csv")
parse_values = TransformCSVParser(label="Parse values")

merge = TransformJoin(label="Side by side", inputs=["times", "values"], join_type="Merge")
format_csv = TransformCSVFormatter(
    label="Format as CSV",
    quote_mode="MINIMAL",
    use_defined_header=True,
    user_defined_header=[
        TransformCSVFormatter.UserDefinedHeaderItem(columns="time"),
        TransformCSVFormatter.UserDefinedHeaderItem(columns="celsius"),
        TransformCSVFormatter.UserDefinedHeaderItem(columns="note"),
    ],
)
write = BinaryFileWriter(label="Write readings", filename="readings.csv")

p.connect([read_times, parse_times])
p.connect([read_values, parse_values])
p.connect(parse_times, merge, "output0", "times")
p.connect(parse_values, merge, "output0", "values")
p.connect([merge, format_csv, write])
