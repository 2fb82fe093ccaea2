"""Computes the price of a booking from its nights and rate."""

from slpy import Expr, Pipeline
from slpy.modules.transform import TransformMapper

p = Pipeline(label="price-booking")

# A booking without a stay or a rate fails here: the path does not exist.
price = TransformMapper(
    label="Nights times rate",
    inputs=["input0"],
    outputs=["output0"],
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(expression=Expr("$booking"), target_path="$booking"),
            TransformMapper.MappingTableItem(
                expression=Expr("$stay.nights * $rate"), target_path="$price"
            ),
        ]
    ),
)
