"""Writes a manifest once both files of a delivery are there."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.flow import FlowGate, FlowRouter
from slpy.modules.transform import (
    TransformCSVFormatter,
    TransformCSVParser,
    TransformJSONFormatter,
    TransformMapper,
)

p = Pipeline(label="gate-manifest-after-both-files")

read = BinaryFileReader(label="Read orders", file_path="orders.csv")
parse = TransformCSVParser(label="Parse orders")
valid = FlowRouter(
    label="Valid or not",
    outputs=["valid", "invalid"],
    first_match=True,
    routes=[
        FlowRouter.RoutesItem(
            expression=Expr(r"$order != '' && $amount.search(/^\d+(\.\d+)?$/) == 0"),
            output_view_name="valid",
        ),
        FlowRouter.RoutesItem(expression=Expr("true"), output_view_name="invalid"),
    ],
)
format_valid = TransformCSVFormatter(label="Format valid", quote_mode="MINIMAL")
write_valid = BinaryFileWriter(
    label="Write valid", filename="valid.csv", outputs=["output0"]
)
format_invalid = TransformCSVFormatter(label="Format invalid", quote_mode="MINIMAL")
write_invalid = BinaryFileWriter(
    label="Write invalid", filename="invalid.csv", outputs=["output0"]
)
# The Gate waits for the documents that the writers put out when a file is whole.
gate = FlowGate(label="Both are written", inputs=["valid", "invalid"])
manifest = TransformMapper(
    label="Manifest",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr("$valid.concat($invalid).map(file => file.filename)"),
                target_path="$files",
            ),
            TransformMapper.MappingTableItem(expression=Expr("true"), target_path="$complete"),
        ]
    ),
)
format_manifest = TransformJSONFormatter(label="Format manifest", format_single_document=True)
write_manifest = BinaryFileWriter(label="Write manifest", filename="manifest.json")

p.connect([read, parse, valid])
p.connect(valid, format_valid, "valid", "input0")
p.connect([format_valid, write_valid])
p.connect(valid, format_invalid, "invalid", "input0")
p.connect([format_invalid, write_invalid])
p.connect(write_valid, gate, "output0", "valid")
p.connect(write_invalid, gate, "output0", "invalid")
p.connect([gate, manifest, format_manifest, write_manifest])
