"""Extracts the orders of a country since a date into a file, all three given as parameters."""

from slpy import Expr, Param, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.flow import FlowFilter
from slpy.modules.transform import TransformCSVFormatter, TransformCSVParser

p = Pipeline(label="pipeline-parameters")
p.param_table = [
    Param(key="country", value="DE", description="Country code, or * for all."),
    Param(key="since", value="2026-01-01", description="First day, as yyyy-MM-dd."),
    Param(key="minimum", value="0", description="Smallest amount."),
    Param(key="file", value="extract.csv", description="Name of the file to write."),
]

read = BinaryFileReader(label="Read orders.csv", file_path="orders.csv")
parse = TransformCSVParser(label="Parse CSV")
# Parameters are text: numbers are parsed, dates in this form compare as they are.
choose = FlowFilter(
    label="Country, day and amount",
    filter_expression=Expr(
        "(_country == '*' || $country == _country) && $ordered >= _since"
        " && parseFloat($amount) >= parseFloat(_minimum)"
    ),
)
to_csv = TransformCSVFormatter(label="Format as CSV", quote_mode="MINIMAL")
write = BinaryFileWriter(label="Write the extract", filename=Expr("_file"))

p.connect([read, parse, choose, to_csv, write])
