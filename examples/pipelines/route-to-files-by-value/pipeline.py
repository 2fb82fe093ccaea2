"""Writes the documents of each country to a file of its own and the rest to another."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.flow import FlowRouter
from slpy.modules.transform import TransformCSVFormatter, TransformCSVParser

p = Pipeline(label="route-to-files-by-value")

read = BinaryFileReader(label="Read orders", file_path="orders.csv")
parse = TransformCSVParser(label="Parse orders")
route = FlowRouter(
    label="By country",
    outputs=["germany", "france", "large", "other"],
    routes=[
        FlowRouter.RoutesItem(expression=Expr("$country == 'DE'"), output_view_name="germany"),
        FlowRouter.RoutesItem(expression=Expr("$country == 'FR'"), output_view_name="france"),
        # Holds beside the others: a large order goes to two files.
        FlowRouter.RoutesItem(
            expression=Expr("parseFloat($amount) >= 1000"), output_view_name="large"
        ),
        FlowRouter.RoutesItem(
            expression=Expr("['DE', 'FR'].indexOf($country) < 0"), output_view_name="other"
        ),
    ],
)
format_germany = TransformCSVFormatter(label="Format Germany", quote_mode="MINIMAL")
write_germany = BinaryFileWriter(label="Write Germany", filename="orders-de.csv")
format_france = TransformCSVFormatter(label="Format France", quote_mode="MINIMAL")
write_france = BinaryFileWriter(label="Write France", filename="orders-fr.csv")
format_large = TransformCSVFormatter(label="Format large", quote_mode="MINIMAL")
write_large = BinaryFileWriter(label="Write large", filename="orders-large.csv")
format_other = TransformCSVFormatter(label="Format other", quote_mode="MINIMAL")
write_other = BinaryFileWriter(label="Write other", filename="orders-other.csv")

p.connect([read, parse, route])
p.connect(route, format_germany, "germany", "input0")
p.connect([format_germany, write_germany])
p.connect(route, format_france, "france", "input0")
p.connect([format_france, write_france])
p.connect(route, format_large, "large", "input0")
p.connect([format_large, write_large])
p.connect(route, format_other, "other", "input0")
p.connect([format_other, write_other])
