"""Turns the books of an XML catalogue into a JSON array with numbers and lists."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import TransformJSONFormatter, TransformMapper, TransformXMLParser

p = Pipeline(label="xml-to-json")

read = BinaryFileReader(label="Read catalogue.xml", file_path="catalogue.xml")
# Each book is a document of its own, under the name of its element.
parse = TransformXMLParser(label="Parse each book", splitter_expression="/catalogue/book")
reshape = TransformMapper(
    label="Attributes and lists",
    null_safe_access=True,
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr("$book['@isbn']"), target_path="$isbn"
            ),
            TransformMapper.MappingTableItem(expression=Expr("$book.title"), target_path="$title"),
            # One author is a text, several are a list.
            TransformMapper.MappingTableItem(
                expression=Expr("sl.ensureArray($book.author)"), target_path="$authors"
            ),
            # Text beside an attribute stands under `$`.
            TransformMapper.MappingTableItem(
                expression=Expr("parseFloat($book.price['$'])"), target_path="$price.amount"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("$book.price['@currency']"), target_path="$price.currency"
            ),
            TransformMapper.MappingTableItem(expression=Expr("$book.note"), target_path="$note"),
        ]
    ),
)
to_json = TransformJSONFormatter(label="Format as JSON")
write = BinaryFileWriter(label="Write books.json", filename="books.json")

p.connect([read, parse, reshape, to_json, write])
