"""Posts records to a web service and keeps apart what it refuses."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.rest import RestPost
from slpy.modules.transform import TransformCSVFormatter, TransformCSVParser, TransformMapper

p = Pipeline(label="http-post-with-rejects")

read = BinaryFileReader(label="Read customers", file_path="customers.csv")
parse = TransformCSVParser(label="Parse customers")
post = RestPost(
    label="Create customer",
    service_url="http://api.example.com/v1/customers",
    error_behavior="continue",
)
created = TransformMapper(
    label="Name and id",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(expression=Expr("$original.name"), target_path="$name"),
            TransformMapper.MappingTableItem(expression=Expr("$entity.id"), target_path="$id"),
        ]
    ),
)
refused = TransformMapper(
    label="Name and reason",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(expression=Expr("$original.name"), target_path="$name"),
            TransformMapper.MappingTableItem(expression=Expr("$status_code"), target_path="$status"),
            TransformMapper.MappingTableItem(
                expression=Expr("$error_entity.message"), target_path="$reason"
            ),
        ]
    ),
)
format_created = TransformCSVFormatter(label="Format created")
write_created = BinaryFileWriter(label="Write created", filename="created.csv")
format_refused = TransformCSVFormatter(label="Format refused")
write_refused = BinaryFileWriter(label="Write refused", filename="refused.csv")

p.connect([read, parse, post, created, format_created, write_created])
p.connect(post, refused, "error0", "input0")
p.connect([refused, format_refused, write_refused])
