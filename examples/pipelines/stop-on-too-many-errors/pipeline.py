"""Tolerates a few bad records, writes them down, and fails the run when there are more."""

from slpy import Expr, Param, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.flow import FlowExit
from slpy.modules.transform import (
    TransformCSVFormatter,
    TransformCSVParser,
    TransformJSONFormatter,
    TransformMapper,
)

p = Pipeline(label="stop-on-too-many-errors")
p.param_table = [
    Param(key="tolerated", value="2", description="Bad records that a run may have.")
]

read = BinaryFileReader(label="Read prices.csv", file_path="prices.csv")
parse = TransformCSVParser(label="Parse CSV")
check = TransformMapper(
    label="Read the validity",
    pass_through=True,
    error_behavior="continue",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr("LocalDate.parse($valid_from).toString()"),
                target_path="$valid_from",
            )
        ]
    ),
)
to_json = TransformJSONFormatter(label="Format the prices")
write = BinaryFileWriter(label="Write prices.json", filename="prices.json")
# As many as are tolerated pass on to the reject file; one more fails the whole run.
limit = FlowExit(
    label="Not too many errors",
    key_threshold_limit=Expr("parseInt(_tolerated)"),
    key_error_msg=Expr("'More than ' + _tolerated + ' bad records in prices.csv'"),
    outputs=["output0"],
)
reject = TransformMapper(
    label="The record as it came",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(expression=Expr("$original"), target_path="$")
        ]
    ),
)
rejects_csv = TransformCSVFormatter(label="Format the rejects", quote_mode="MINIMAL")
write_rejects = BinaryFileWriter(label="Write rejects.csv", filename="rejects.csv")

p.connect([read, parse, check, to_json, write])
p.connect(check, limit, "error0", "input0")
p.connect([limit, reject, rejects_csv, write_rejects])
