"""Lets complete orders through and writes the others to a reject file with the missing fields."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.flow import FlowRouter
from slpy.modules.transform import (
    TransformCSVFormatter,
    TransformCSVParser,
    TransformJSONFormatter,
    TransformMapper,
)

p = Pipeline(label="required-fields-rejects")

read = BinaryFileReader(label="Read orders.csv", file_path="orders.csv")
parse = TransformCSVParser(label="Parse CSV")
# A field that the line does not reach is null, one between two commas is empty.
check = TransformMapper(
    label="Look for missing fields",
    pass_through=True,
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr("['order', 'customer', 'amount'].filter(name => !$[name])"),
                target_path="$missing",
            )
        ]
    ),
)
split = FlowRouter(
    label="Complete or not",
    first_match=True,
    routes=[
        FlowRouter.RoutesItem(
            expression=Expr("$missing.length == 0"), output_view_name="output0"
        ),
        FlowRouter.RoutesItem(expression=Expr("true"), output_view_name="output1"),
    ],
    outputs=["output0", "output1"],
)
good = TransformMapper(
    label="Without the check",
    pass_through=True,
    transformations=TransformMapper.Transformations(
        mapping_table=[TransformMapper.MappingTableItem(expression=Expr("$missing"))]
    ),
)
good_json = TransformJSONFormatter(label="Format the orders")
write_good = BinaryFileWriter(label="Write orders.json", filename="orders.json")
why = TransformMapper(
    label="Say what is missing",
    pass_through=True,
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr("$missing.join(' ')"), target_path="$missing"
            )
        ]
    ),
)
rejects_csv = TransformCSVFormatter(label="Format the rejects", quote_mode="MINIMAL")
write_rejects = BinaryFileWriter(label="Write rejects.csv", filename="rejects.csv")

p.connect([read, parse, check, split])
p.connect(split, good, "output0", "input0")
p.connect([good, good_json, write_good])
p.connect(split, why, "output1", "input0")
p.connect([why, rejects_csv, write_rejects])
