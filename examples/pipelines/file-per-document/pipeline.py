"""Writes every invoice of a JSON array to a file named after its number."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import TransformJSONFormatter, TransformJSONParser

p = Pipeline(label="file-per-document")

read = BinaryFileReader(label="Read invoices.json", file_path="invoices.json")
parse = TransformJSONParser(label="A document for each invoice")
to_json = TransformJSONFormatter(
    label="Format each invoice",
    format_single_document=True,
    pretty_print=True,
    header=[
        TransformJSONFormatter.HeaderItem(expression=Expr("$number"), target_path="$number")
    ],
)
# A slash in a number would be a folder in the file name.
write = BinaryFileWriter(
    label="Write a file per invoice",
    filename=Expr("'invoice-' + $number.replaceAll('/', '-') + '.json'"),
)

p.connect([read, parse, to_json, write])
