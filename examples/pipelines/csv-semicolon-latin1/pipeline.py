"""Reads a semicolon-separated Latin-1 export with a preamble and writes it as plain UTF-8 CSV."""

from slpy import Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import TransformCSVFormatter, TransformCSVParser

p = Pipeline(label="csv-semicolon-latin1")

read = BinaryFileReader(label="Read the bank export", file_path="umsatz.csv")
# Two lines stand before the header, fields are quoted with apostrophes, letters are Latin-1.
parse = TransformCSVParser(
    label="Parse semicolons",
    delimiter=";",
    quote_character="'",
    escape_char="",
    charset="ISO-8859-1",
    skip_lines=2,
)
to_csv = TransformCSVFormatter(label="Format as UTF-8 CSV", quote_mode="MINIMAL", charset="UTF-8")
write = BinaryFileWriter(label="Write transactions.csv", filename="transactions.csv")

p.connect([read, parse, to_csv, write])
