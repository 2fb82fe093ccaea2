"""Masks names, e-mail addresses and phone numbers, and keeps a pseudonym to join by."""

from slpy import Expr, Param, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import TransformCSVFormatter, TransformCSVParser, TransformMapper

p = Pipeline(label="mask-contact-data")
p.param_table = [
    Param(key="salt", value="change-me", description="Makes the pseudonyms impossible to guess.")
]

read = BinaryFileReader(label="Read customers.csv", file_path="customers.csv")
parse = TransformCSVParser(label="Parse CSV")
mask = TransformMapper(
    label="Mask",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            # The same address gives the same pseudonym, however it is written.
            TransformMapper.MappingTableItem(
                expression=Expr(
                    "Digest.sha256(_salt + $email.trim().toLowerCase()).substring(0, 16)"
                ),
                target_path="$person",
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("$name.replace(/(\\S)\\S*/g, '$1.')"), target_path="$name"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("$email.trim().toLowerCase().replace(/^(.)[^@]*@/, '$1***@')"),
                target_path="$email",
            ),
            # All digits but the last three; spaces and signs stay.
            TransformMapper.MappingTableItem(
                expression=Expr("$phone.replace(/\\d(?=(\\D*\\d){3})/g, '*')"),
                target_path="$phone",
            ),
            TransformMapper.MappingTableItem(expression=Expr("$city"), target_path="$city"),
        ]
    ),
)
to_csv = TransformCSVFormatter(label="Format as CSV", quote_mode="MINIMAL")
write = BinaryFileWriter(label="Write customers-masked.csv", filename="customers-masked.csv")

p.connect([read, parse, mask, to_csv, write])
