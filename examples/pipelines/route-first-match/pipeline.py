"""Gives every ticket to the first queue whose rule holds."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.flow import FlowRouter
from slpy.modules.transform import TransformJSONFormatter, TransformJSONParser

p = Pipeline(label="route-first-match")

read = BinaryFileReader(label="Read tickets", file_path="tickets.json")
parse = TransformJSONParser(label="Parse tickets")
# From top to bottom: the order of the routes is their priority, the last one takes the rest.
route = FlowRouter(
    label="First rule that holds",
    outputs=["urgent", "billing", "general"],
    first_match=True,
    routes=[
        FlowRouter.RoutesItem(
            expression=Expr("$.get('priority') == 1 || $subject.toLowerCase().contains('outage')"),
            output_view_name="urgent",
        ),
        FlowRouter.RoutesItem(
            expression=Expr("$.get('tags', []).indexOf('invoice') >= 0"), output_view_name="billing"
        ),
        FlowRouter.RoutesItem(expression=Expr("true"), output_view_name="general"),
    ],
)
format_urgent = TransformJSONFormatter(label="Format urgent")
write_urgent = BinaryFileWriter(label="Write urgent", filename="urgent.json")
format_billing = TransformJSONFormatter(label="Format billing")
write_billing = BinaryFileWriter(label="Write billing", filename="billing.json")
format_general = TransformJSONFormatter(label="Format general")
write_general = BinaryFileWriter(label="Write general", filename="general.json")

p.connect([read, parse, route])
p.connect(route, format_urgent, "urgent", "input0")
p.connect([format_urgent, write_urgent])
p.connect(route, format_billing, "billing", "input0")
p.connect([format_billing, write_billing])
p.connect(route, format_general, "general", "input0")
p.connect([format_general, write_general])
