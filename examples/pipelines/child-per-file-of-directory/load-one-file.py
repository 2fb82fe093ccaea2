"""Reads the file of a parameter and numbers its lines."""

from slpy import Expr, Param, Pipeline
from slpy.modules.binary import BinaryFileReader
from slpy.modules.transform import TransformCSVParser, TransformMapper, TransformSequence

p = Pipeline(label="load-one-file")
p.param_table = [Param(key="path", value="inbox/a.csv"), Param(key="file", value="a.csv")]

read = BinaryFileReader(label="Read the file", file_path=Expr("_path"), inputs=[])
parse = TransformCSVParser(label="Parse the file")
# The numbers begin with 2, as line 1 is the header.
number = TransformSequence(label="Number the lines", initial_value_prop=2, pass_through_prop=True)
shape = TransformMapper(
    label="With file and line",
    outputs=["output0"],
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(expression=Expr("_file"), target_path="$file"),
            TransformMapper.MappingTableItem(expression=Expr("$value"), target_path="$line"),
            TransformMapper.MappingTableItem(expression=Expr("$sensor"), target_path="$sensor"),
            TransformMapper.MappingTableItem(expression=Expr("$reading"), target_path="$reading"),
        ]
    ),
)

p.connect([read, parse, number, shape])
