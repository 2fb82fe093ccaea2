"""Reads a JSON file of a web server and writes it as CSV."""

from slpy import Expr, Param, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import TransformCSVFormatter, TransformJSONParser

p = Pipeline(label="http-file-to-csv")
p.param_table = [Param(key="day", value="2026-03-01")]

read = BinaryFileReader(
    label="Read the export",
    file_path=Expr("'http://files.example.com/exports/' + _day + '.json'"),
    retries=3,
    retry_interval=5,
)
parse = TransformJSONParser(label="Parse JSON")
format_csv = TransformCSVFormatter(label="Format CSV", quote_mode="MINIMAL")
write = BinaryFileWriter(label="Write CSV", filename="orders.csv")

p.connect([read, parse, format_csv, write])
