"""Packs records into numbered batches of three and writes a file for each."""

from slpy import Expr, Param, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import (
    TransformCSVParser,
    TransformGroupByN,
    TransformJSONFormatter,
    TransformMapper,
    TransformSequence,
)

p = Pipeline(label="batches-of-n-records")
p.param_table = [Param(key="batch_size", value="100")]

read = BinaryFileReader(label="Read subscribers", file_path="subscribers.csv")
parse = TransformCSVParser(label="Parse subscribers")
group = TransformGroupByN(
    label="Batches", group_size=Expr("_batch_size"), target_field="$records"
)
number = TransformSequence(label="Number the batches", pass_through_prop=True)
payload = TransformMapper(
    label="Payload",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(expression=Expr("$value"), target_path="$batch"),
            TransformMapper.MappingTableItem(
                expression=Expr("$records.length"), target_path="$count"
            ),
            TransformMapper.MappingTableItem(expression=Expr("$records"), target_path="$records"),
        ]
    ),
)
# A binary for each document, whose header carries the name of its file.
format_json = TransformJSONFormatter(
    label="One file a batch",
    format_single_document=True,
    header=[
        TransformJSONFormatter.HeaderItem(
            expression=Expr("'batch-%03d.json'.sprintf($batch)"), target_path="$file"
        )
    ],
)
write = BinaryFileWriter(label="Write batch", filename=Expr("$file"))

read > parse > group > number > payload > format_json > write
