"""Collects the tags of every article into one sorted list."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import (
    TransformAggregate,
    TransformCSVFormatter,
    TransformCSVParser,
    TransformMapper,
    TransformSort,
)

p = Pipeline(label="tags-per-article")

read = BinaryFileReader(label="Read tags", file_path="tags.csv")
parse = TransformCSVParser(label="Parse tags")
clean = TransformMapper(
    label="Clean tags",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(expression=Expr("$article"), target_path="$article"),
            TransformMapper.MappingTableItem(
                expression=Expr("$tag.trim() == '' ? null : $tag.trim().toLowerCase()"),
                target_path="$tag",
            ),
        ]
    ),
)
collect = TransformAggregate(
    label="Tags of each article",
    aggregate_fields=[
        TransformAggregate.AggregateFieldsItem(
            function="UNIQUE_CONCAT", field="$tag", result_field="$tags"
        ),
        TransformAggregate.AggregateFieldsItem(
            function="COUNT", field="$tag", result_field="$mentions"
        ),
    ],
    group_by_fields=[TransformAggregate.GroupByFieldsItem(field_path="$article")],
)
# Aggregate joins with a bar; the parts are sorted and joined the way people write lists.
list_tags = TransformMapper(
    label="Write as a list",
    pass_through=True,
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr("$tags == null ? '' : $tags.split('|').sort().join(', ')"),
                target_path="$tags",
            )
        ]
    ),
)
sort = TransformSort(
    label="Sort by article", sort_paths=[TransformSort.SortPathsItem(sort_path="$article")]
)
format_csv = TransformCSVFormatter(label="Format as CSV", quote_mode="MINIMAL")
write = BinaryFileWriter(label="Write articles with tags", filename="articles.csv")

p.connect([read, parse, clean, collect, list_tags, sort, format_csv, write])
