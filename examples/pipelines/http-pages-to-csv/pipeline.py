"""Reads all pages of a web service into one file."""

from slpy import Expr, Param, Pipeline
from slpy.modules.apisuite import APISuiteHTTPClient
from slpy.modules.binary import BinaryFileWriter
from slpy.modules.transform import TransformCSVFormatter

p = Pipeline(label="http-pages-to-csv")
p.param_table = [Param(key="status", value="open & late")]

read_orders = APISuiteHTTPClient(
    label="Read orders",
    uri="http://api.example.com/v1/orders",
    query_param=[
        APISuiteHTTPClient.QueryParamItem(param_key_prop="status", param_val_prop=Expr("_status"))
    ],
    pagination=APISuiteHTTPClient.Pagination(
        has_next=Expr("$entity.next != null"), next_url=Expr("$entity.next")
    ),
    client_properties=APISuiteHTTPClient.ClientProperties(
        output_props=APISuiteHTTPClient.OutputProps(
            extract_entity=True, extract_entity_path="$.entity.items"
        )
    ),
)
format_csv = TransformCSVFormatter(label="Format CSV")
write = BinaryFileWriter(label="Write orders", filename="orders.csv")

p.connect([read_orders, format_csv, write])
