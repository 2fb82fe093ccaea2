"""Trims the address, sets its country and splits the postal code from the town."""

from slpy import Expr, Param, Pipeline
from slpy.modules.transform import TransformMapper

p = Pipeline(label="clean-address")
p.param_table = [Param(key="default_country", value="DE")]

trim = TransformMapper(
    label="Trim and default",
    inputs=["input0"],
    pass_through=True,
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr(r"$town.trim().replace(/\s+/g, ' ')"), target_path="$town"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("$country.trim().toUpperCase() || _default_country"),
                target_path="$country",
            ),
        ]
    ),
)
split = TransformMapper(
    label="Postal code and town",
    outputs=["output0"],
    pass_through=True,
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr(r"($town.match(/^\d{4,5}/) || [''])[0]"), target_path="$zip"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr(r"$town.replace(/^\d{4,5}\s*/, '')"), target_path="$town"
            ),
        ]
    ),
)

p.connect([trim, split])
