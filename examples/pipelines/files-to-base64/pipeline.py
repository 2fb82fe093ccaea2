"""Packs files into JSON as Base64 with name, size and checksum, ready for an upload API."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryDirectoryBrowser, BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import (
    TransformBinarytoDocument,
    TransformJSONFormatter,
    TransformMapper,
)

p = Pipeline(label="files-to-base64")

browse = BinaryDirectoryBrowser(label="List the contracts", filter="contract-*.txt")
read = BinaryFileReader(label="Read each file", file_path=Expr("$Path"))
encode = TransformBinarytoDocument(label="Encode as Base64", codec="ENCODE_BASE64")
payload = TransformMapper(
    label="Build the payload",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(expression=Expr("$Name"), target_path="$file.name"),
            TransformMapper.MappingTableItem(
                expression=Expr("$['content-length']"), target_path="$file.bytes"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("Digest.sha256(Base64.decodeAsBinary($content))"),
                target_path="$file.sha256",
            ),
            TransformMapper.MappingTableItem(expression=Expr("$content"), target_path="$data"),
        ]
    ),
)
to_json = TransformJSONFormatter(label="Format as JSON")
write = BinaryFileWriter(label="Write payload.json", filename="payload.json")

p.connect([browse, read, encode, payload, to_json, write])
