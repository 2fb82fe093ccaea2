"""Makes an article of every style in every size and colour."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import (
    TransformCSVFormatter,
    TransformCSVGenerator,
    TransformCSVParser,
    TransformJoin,
    TransformMapper,
    TransformSequence,
)

p = Pipeline(label="cross-join-variants")

read_styles = BinaryFileReader(label="Read styles", file_path="styles.csv")
parse_styles = TransformCSVParser(label="Parse styles")
sizes = TransformCSVGenerator(label="Sizes", editable_content="size\nS\nM\nL\n")
colours = TransformCSVGenerator(label="Colours", editable_content="colour\nred\nnavy blue\n")

# The constant 1 on both sides joins everything with everything.
join = TransformJoin(
    label="Every combination",
    inputs=["styles", "sizes", "colours"],
    join_type="Inner",
    join_paths=[
        TransformJoin.JoinPathsItem(
            left_path=Expr("1"), right_path=Expr("1"), right_input_view="sizes"
        ),
        TransformJoin.JoinPathsItem(
            left_path=Expr("1"), right_path=Expr("1"), right_input_view="colours"
        ),
    ],
)
number = TransformSequence(label="Number", initial_value_prop=1, pass_through_prop=True)
shape = TransformMapper(
    label="Article",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(expression=Expr("$value"), target_path="$number"),
            TransformMapper.MappingTableItem(
                expression=Expr(
                    "[$style, $size, $colour]"
                    ".map(part => part.toUpperCase().replaceAll(' ', '_')).join('-')"
                ),
                target_path="$sku",
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("$name + ', ' + $size + ', ' + $colour"), target_path="$title"
            ),
        ]
    ),
)
format_csv = TransformCSVFormatter(label="Format as CSV", quote_mode="NON_NUMERIC")
write = BinaryFileWriter(label="Write articles", filename="articles.csv")

p.connect([read_styles, parse_styles])
p.connect(parse_styles, join, "output0", "styles")
p.connect(sizes, join, "output0", "sizes")
p.connect(colours, join, "output0", "colours")
p.connect([join, number, shape, format_csv, write])
