"""Looks up country names by their code and sets unknown codes apart."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.flow import FlowRouter
from slpy.modules.transform import (
    TransformCSVFormatter,
    TransformCSVParser,
    TransformJSONFormatter,
    TransformJSONParser,
    TransformJoin,
    TransformMapper,
)

p = Pipeline(label="lookup-reference-data")

read_shipments = BinaryFileReader(label="Read shipments", file_path="shipments.csv")
parse_shipments = TransformCSVParser(label="Parse shipments")
clean_code = TransformMapper(
    label="Clean the code",
    pass_through=True,
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr("$country.trim().toUpperCase()"), target_path="$country"
            )
        ]
    ),
)
read_countries = BinaryFileReader(label="Read countries", file_path="countries.json")
parse_countries = TransformJSONParser(label="Parse countries")
lookup = TransformJoin(
    label="Look up the country",
    inputs=["shipments", "countries"],
    join_type="Left outer",
    sorted_streams="Unsorted",
    join_paths=[
        TransformJoin.JoinPathsItem(
            left_path="$country", right_path="$code", right_input_view="countries"
        )
    ],
)
known_or_not = FlowRouter(
    label="Known or unknown",
    outputs=["known", "unknown"],
    first_match=True,
    routes=[
        FlowRouter.RoutesItem(expression=Expr("'code' in $"), output_view_name="known"),
        FlowRouter.RoutesItem(expression=Expr("true"), output_view_name="unknown"),
    ],
)
shape = TransformMapper(
    label="With name and zone",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(expression=Expr("$shipment"), target_path="$shipment"),
            TransformMapper.MappingTableItem(expression=Expr("$name"), target_path="$country"),
            TransformMapper.MappingTableItem(expression=Expr("$zone"), target_path="$zone"),
        ]
    ),
)
format_known = TransformJSONFormatter(label="Format known")
write_known = BinaryFileWriter(label="Write shipments", filename="shipments.json")
format_unknown = TransformCSVFormatter(label="Format unknown", quote_mode="ALL")
write_unknown = BinaryFileWriter(label="Write unknown codes", filename="unknown-countries.csv")

p.connect([read_shipments, parse_shipments, clean_code])
p.connect([read_countries, parse_countries])
p.connect(clean_code, lookup, "output0", "shipments")
p.connect(parse_countries, lookup, "output0", "countries")
p.connect([lookup, known_or_not])
p.connect(known_or_not, shape, "known", "input0")
p.connect([shape, format_known, write_known])
p.connect(known_or_not, format_unknown, "unknown", "input0")
p.connect([format_unknown, write_unknown])
