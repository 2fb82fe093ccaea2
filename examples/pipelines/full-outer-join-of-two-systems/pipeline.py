"""Matches the contacts of two systems and keeps those that only one of them knows."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import (
    TransformCSVParser,
    TransformJSONFormatter,
    TransformJoin,
    TransformMapper,
    TransformSort,
)

p = Pipeline(label="full-outer-join-of-two-systems")

read_crm = BinaryFileReader(label="Read CRM contacts", file_path="crm.csv")
parse_crm = TransformCSVParser(label="Parse CRM contacts")
crm_key = TransformMapper(
    label="CRM key",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr("$email.trim().toLowerCase()"), target_path="$crm_key"
            ),
            TransformMapper.MappingTableItem(expression=Expr("$name"), target_path="$crm_name"),
        ]
    ),
)
read_shop = BinaryFileReader(label="Read shop accounts", file_path="shop.csv")
parse_shop = TransformCSVParser(label="Parse shop accounts")
shop_key = TransformMapper(
    label="Shop key",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr("$login.trim().toLowerCase()"), target_path="$shop_key"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("$display_name"), target_path="$shop_name"
            ),
        ]
    ),
)
join = TransformJoin(
    label="Keep both sides",
    inputs=["crm", "shop"],
    join_type="Outer",
    sorted_streams="Unsorted",
    join_paths=[
        TransformJoin.JoinPathsItem(
            left_path="$crm_key", right_path="$shop_key", right_input_view="shop"
        )
    ],
)
shape = TransformMapper(
    label="One contact",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr("$.get('crm_key') || $.get('shop_key')"), target_path="$email"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("$.get('crm_name') || $.get('shop_name')"), target_path="$name"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr(
                    "'crm_key' in $ ? ('shop_key' in $ ? 'both' : 'CRM only') : 'shop only'"
                ),
                target_path="$found_in",
            ),
        ]
    ),
)
sort = TransformSort(
    label="Sort by e-mail", sort_paths=[TransformSort.SortPathsItem(sort_path="$email")]
)
format_json = TransformJSONFormatter(label="Format as JSON")
write = BinaryFileWriter(label="Write contacts", filename="contacts.json")

p.connect([read_crm, parse_crm, crm_key])
p.connect([read_shop, parse_shop, shop_key])
p.connect(crm_key, join, "output0", "crm")
p.connect(shop_key, join, "output0", "shop")
p.connect([join, shape, sort, format_json, write])
