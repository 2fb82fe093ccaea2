"""Deals the work list out to three people in turn."""

from slpy import Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.flow import FlowRouter
from slpy.modules.transform import TransformCSVFormatter, TransformCSVParser

p = Pipeline(label="round-robin-split")

read = BinaryFileReader(label="Read leads", file_path="leads.csv")
parse = TransformCSVParser(label="Parse leads")
# Without conditions a Router deals documents out in the alphabetical order of its views.
deal = FlowRouter(label="In turn", outputs=["anna", "boris", "chloe"])
format_anna = TransformCSVFormatter(label="Format for Anna", quote_mode="MINIMAL")
write_anna = BinaryFileWriter(label="Write for Anna", filename="leads-anna.csv")
format_boris = TransformCSVFormatter(label="Format for Boris", quote_mode="MINIMAL")
write_boris = BinaryFileWriter(label="Write for Boris", filename="leads-boris.csv")
format_chloe = TransformCSVFormatter(label="Format for Chloé", quote_mode="MINIMAL")
write_chloe = BinaryFileWriter(label="Write for Chloé", filename="leads-chloe.csv")

p.connect([read, parse, deal])
p.connect(deal, format_anna, "anna", "input0")
p.connect([format_anna, write_anna])
p.connect(deal, format_boris, "boris", "input0")
p.connect([format_boris, write_boris])
p.connect(deal, format_chloe, "chloe", "input0")
p.connect([format_chloe, write_chloe])
