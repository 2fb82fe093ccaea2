"""Shares cleaning rules between pipelines in an expression library."""

from slpy import Expr, Library, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import TransformCSVParser, TransformJSONFormatter, TransformMapper

p = Pipeline(label="expression-library")
# The library is read once, when the pipeline starts; its members are lib.clean.…
p.expression_libraries = [Library(path="clean.expr", name="clean")]

read = BinaryFileReader(label="Read suppliers.csv", file_path="suppliers.csv")
parse = TransformCSVParser(label="Parse CSV")
clean = TransformMapper(
    label="Clean with the library",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr("lib.clean.text($name)"), target_path="$name"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("lib.clean.countryOf($country)"), target_path="$country"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("lib.clean.ibanIsPlausible($iban)"), target_path="$ibanOk"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("$terms ? parseInt($terms) : lib.clean.defaultTermDays"),
                target_path="$termDays",
            ),
        ]
    ),
)
to_json = TransformJSONFormatter(label="Format as JSON")
write = BinaryFileWriter(label="Write suppliers.json", filename="suppliers.json")

p.connect([read, parse, clean, to_json, write])
