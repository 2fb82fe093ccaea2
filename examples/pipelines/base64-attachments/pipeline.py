"""Saves the Base64 attachments of support tickets as files."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import (
    TransformDocumenttoBinary,
    TransformJSONParser,
    TransformJSONSplitter,
    TransformMapper,
)

p = Pipeline(label="base64-attachments")

read = BinaryFileReader(label="Read tickets.json", file_path="tickets.json")
parse = TransformJSONParser(label="Parse the tickets")
# A ticket without attachments gives none, instead of failing.
split = TransformJSONSplitter(
    label="A document for each attachment",
    path="$attachments",
    include_paths=[TransformJSONSplitter.IncludePathsItem(include_path="$ticket")],
    null_safe_access=True,
)
prepare = TransformMapper(
    label="Name and content",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr("$ticket + '-' + $name.replace(/[^A-Za-z0-9._-]+/g, '_')"),
                target_path="$fileName",
            ),
            TransformMapper.MappingTableItem(expression=Expr("$data"), target_path="$content"),
        ]
    ),
)
decode = TransformDocumenttoBinary(label="Decode Base64", codec="DECODE_BASE64")
# Fields beside the content have become the header of the binary.
write = BinaryFileWriter(label="Save the attachment", filename=Expr("$fileName"))

p.connect([read, parse, split, prepare, decode, write])
