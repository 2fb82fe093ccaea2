"""Replaces what identifies people by salted hashes and coarsens the rest."""

from slpy import Expr, Param, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import TransformCSVFormatter, TransformCSVParser, TransformMapper

p = Pipeline(label="pseudonymise-with-digest")
# Hand the real salt over when the pipeline runs, and keep it out of the pipeline.
p.param_table = [Param(key="salt", value="")]

read = BinaryFileReader(label="Read patients", file_path="patients.csv")
parse = TransformCSVParser(label="Parse patients")
# The same person has the same pseudonym in every file, so that records can still be joined.
pseudonymise = TransformMapper(
    label="Pseudonyms",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr(
                    "$email.trim() == '' ? null"
                    " : Digest.sha256(_salt + $email.trim().toLowerCase()).substring(0, 16)"
                ),
                target_path="$person",
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("$born.substring(0, 3) + '0s'"), target_path="$decade"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("$zip.substring(0, 2) + $zip.substring(2).replace(/./g, '*')"),
                target_path="$zip",
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("$diagnosis"), target_path="$diagnosis"
            ),
        ]
    ),
)
format_csv = TransformCSVFormatter(label="Format as CSV", quote_mode="MINIMAL")
write = BinaryFileWriter(label="Write pseudonymised patients", filename="pseudonymised.csv")

p.connect([read, parse, pseudonymise, format_csv, write])
