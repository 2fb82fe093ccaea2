"""Writes the first and the last records of a file to two samples."""

from slpy import Expr, Param, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.flow import FlowCopy, FlowHead, FlowTail
from slpy.modules.transform import TransformCSVFormatter, TransformCSVParser

p = Pipeline(label="sample-head-tail")
p.param_table = [Param(key="records", value="3", description="Records in each sample.")]

read = BinaryFileReader(label="Read readings.csv", file_path="readings.csv")
parse = TransformCSVParser(label="Parse CSV")
copy = FlowCopy(label="For both samples")
first = FlowHead(label="First records", number_of_docs=Expr("parseInt(_records)"))
first_csv = TransformCSVFormatter(label="Format the first", quote_mode="MINIMAL")
write_first = BinaryFileWriter(label="Write first.csv", filename="first.csv")
last = FlowTail(label="Last records", num_of_docs=Expr("parseInt(_records)"))
last_csv = TransformCSVFormatter(label="Format the last", quote_mode="MINIMAL")
write_last = BinaryFileWriter(label="Write last.csv", filename="last.csv")

p.connect([read, parse, copy])
p.connect([copy, first, first_csv, write_first])
p.connect([copy, last, last_csv, write_last])
