"""Streams all contacts through one child pipeline that cleans addresses."""

from slpy import Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.flow import FlowPipelineExecute
from slpy.modules.transform import TransformCSVFormatter, TransformCSVParser

p = Pipeline(label="reuse-address-cleaning")

read = BinaryFileReader(label="Read contacts", file_path="contacts.csv")
parse = TransformCSVParser(label="Parse contacts")
# With reuse the child starts once and gets every document, which is faster than a start for each.
clean = FlowPipelineExecute(
    label="Clean the address",
    pipeline="clean-address",
    reuse=True,
    params=[FlowPipelineExecute.ParamsItem(param_name="default_country", param_value="CH")],
)
format_csv = TransformCSVFormatter(label="Format as CSV", quote_mode="MINIMAL")
write = BinaryFileWriter(label="Write clean contacts", filename="clean-contacts.csv")

p.connect([read, parse, clean, format_csv, write])
