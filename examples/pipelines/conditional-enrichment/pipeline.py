"""Gives every customer a tier and a discount by yearly revenue."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import (
    TransformConditional,
    TransformCSVFormatter,
    TransformCSVParser,
    TransformMapper,
)

p = Pipeline(label="conditional-enrichment")

read = BinaryFileReader(label="Read customers.csv", file_path="customers.csv")
parse = TransformCSVParser(label="Parse CSV")
# The first condition that holds decides.
tier = TransformConditional(
    label="Tier by revenue",
    conditional_table=[
        TransformConditional.ConditionalTableItem(
            conditional_expression=Expr("$blocked == 'yes'"),
            return_value="none",
            target_path="$tier",
        ),
        TransformConditional.ConditionalTableItem(
            conditional_expression=Expr("parseFloat($revenue) >= 100000"),
            return_value="gold",
            target_path="$tier",
        ),
        TransformConditional.ConditionalTableItem(
            conditional_expression=Expr("parseFloat($revenue) >= 10000"),
            return_value="silver",
            target_path="$tier",
        ),
    ],
    default_value_table=TransformConditional.DefaultValueTable(
        default_value="bronze", default_value_path="$tier"
    ),
)
discount = TransformMapper(
    label="Discount of the tier",
    pass_through=True,
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr("({gold: 12.5, silver: 7, bronze: 2}).get($tier, 0)"),
                target_path="$discount",
            )
        ]
    ),
)
to_csv = TransformCSVFormatter(label="Format as CSV", quote_mode="MINIMAL")
write = BinaryFileWriter(label="Write customers-tiered.csv", filename="customers-tiered.csv")

p.connect([read, parse, tier, discount, to_csv, write])
