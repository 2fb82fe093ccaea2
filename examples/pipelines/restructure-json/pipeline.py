"""Moves, copies and deletes parts of an API answer by their paths."""

from slpy import Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import (
    TransformJSONFormatter,
    TransformJSONParser,
    TransformStructure,
)

p = Pipeline(label="restructure-json")

read = BinaryFileReader(label="Read answer", file_path="answer.json")
parse = TransformJSONParser(label="Parse users", json_filter_path="$.data.users[*]")
restructure = TransformStructure(
    label="New shape",
    pass_through="Yes",
    mapping_table=[
        TransformStructure.MappingTableItem(
            source_path="$attributes.name", operation="move", target_path="$name"
        ),
        TransformStructure.MappingTableItem(
            source_path="$attributes.address", operation="move", target_path="$contact.address"
        ),
        TransformStructure.MappingTableItem(
            source_path="$attributes.mail", operation="move", target_path="$contact.email"
        ),
        # Into every element of a list: each role gets the id of its user.
        TransformStructure.MappingTableItem(
            source_path="$id", operation="update", target_path="$roles"
        ),
        TransformStructure.MappingTableItem(source_path="$attributes", operation="delete"),
        TransformStructure.MappingTableItem(source_path="$_links", operation="delete"),
    ],
)
format_json = TransformJSONFormatter(label="Format as JSON")
write = BinaryFileWriter(label="Write users", filename="users.json")

read > parse > restructure > format_json > write
