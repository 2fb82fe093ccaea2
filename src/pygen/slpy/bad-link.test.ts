import { type BadText, head, testBadSlpy } from "../../../test/support/bad-slpy.ts";

const links: readonly BadText[] = [
  {
    title: "a link to what is not there",
    text: `${head}read = TransformSequence()\nwrite = TransformMapper()\nread > §wirte`,
    code: "slpy-unknown-variable",
    words: /no Snap `wirte`.*Did you mean `write`/s,
    fix: "write",
    mends: true,
  },
  {
    title: "a link to a label",
    text: `${head}x = FlowCopy(label="Copy")\np.connect(x, §"Copy")`,
    code: "slpy-wrong-value",
    words: /the variable of a Snap, not its label/,
  },
  {
    title: "a link to a new Snap",
    text: `${head}x = TransformSequence()\nx > §FlowCopy()`,
    code: "slpy-wrong-value",
    words: /assign the Snap to one on a line of its own first/,
  },
  {
    title: "a link with one end",
    text: `${head}x = FlowCopy()\n§p.connect(x)`,
    code: "slpy-missing-argument",
    words: /p\.connect\(a, b\)/,
  },
  {
    title: "three Snaps without a list",
    text: `${head}a = TransformSequence()\nb = TransformMapper()\nc = TransformMapper()\np.connect(§a, b, c)`,
    code: "slpy-wrong-value",
    words: /without a list/,
    fix: "[a, b, c]",
    mends: true,
  },
  {
    title: "a chain without end",
    text: `${head}a = FlowCopy()\n§${"a > ".repeat(1000)}a`,
    code: "slpy-syntax",
    words: /p\.connect\(\[…\]\)/,
  },
  {
    title: "two links with one id",
    text: `${head}a = TransformSequence()\nb = FlowCopy()\nc = TransformMapper()\np.connect(a, b, link_id="link7")\n§p.connect(b, c, link_id="link7")`,
    code: "slpy-duplicate-id",
    words: /`link7`/,
  },
  {
    title: "documents into a File Writer",
    text: `${head}a = TransformSequence()\nb = BinaryFileWriter(filename="x")\n§a > b`,
    code: "view-type-mismatch",
    words: /Put a formatter between them.*`TransformCSVFormatter`.*`TransformJSONFormatter`/s,
  },
  {
    title: "binary data into a Sort",
    text: `${head}a = BinaryFileReader(file_path="x")\nb = TransformSort(sort_paths=[TransformSort.SortPathsItem(sort_path="$a")])\n§a > b`,
    code: "view-type-mismatch",
    words: /Put a parser between them.*`TransformCSVParser`/s,
  },
  {
    title: "two links on one view",
    text: `${head}a = TransformSequence()\nb = TransformMapper()\nc = TransformMapper()\na > b\n§a > c`,
    code: "doubly-linked-view",
    words: /Copy/,
  },
];

const settings: readonly BadText[] = [
  {
    title: "a setting that is missing",
    text: `${head}x = §BinaryFileReader()`,
    code: "missing-required-setting",
    words: /In SLPy it is `file_path=…`/,
  },
  {
    title: "an expression that breaks off, at the place inside the text",
    text: `${head}x = FlowFilter(filter_expression=Expr("$a >§"))`,
    code: "expression-syntax",
    words: /A value is missing after `>`/,
  },
  {
    title: "an operator that there is not, inside the text",
    text: `${head}x = FlowFilter(filter_expression="$a §=== 1")`,
    code: "expression-unsupported",
    words: /`==`/,
    fix: "==",
    mends: true,
  },
  {
    title: "a broken expression in a string with escapes, as a whole",
    text: `${head}x = FlowFilter(filter_expression=§Expr("$a\\n> )"))`,
    code: "expression-syntax",
    words: /value/,
  },
  {
    title: "a word that is no option",
    text: `${head}x = TransformCSVFormatter(quote_mode=§"MINIMUM")`,
    code: "bad-setting-value",
    words: /"MINIMAL"/,
    fix: '"MINIMAL"',
    mends: true,
  },
  {
    title: "text for a number",
    text: `${head}x = FlowHead(number_of_docs=§"many")`,
    code: "bad-setting-value",
    words: /a whole number/,
  },
  {
    title: "a route to a view that is not there",
    text: `${head}x = FlowRouter(routes=[FlowRouter.RoutesItem(expression="true", output_view_name=§"outptu0")])`,
    code: "unknown-view-label",
    words: /"output0"/,
    fix: '"output0"',
    mends: true,
  },
  {
    title: "an expression as plain text",
    text: `${head}x = BinaryFileReader(file_path=§"$name")`,
    code: "slpy-expression-as-text",
    words: /`file_path=Expr\("\$name"\)`/,
    fix: 'Expr("$name")',
    mends: true,
  },
  {
    title: "a parameter as plain text",
    text: `${head}p.param_table = [Param(key="file", value="a")]\nx = BinaryFileReader(file_path=§"_file")`,
    code: "slpy-expression-as-text",
    words: /taken letter by letter/,
    fix: 'Expr("_file")',
    mends: true,
  },
  {
    title: "a label twice",
    text: `${head}x = TransformMapper(label="a")\ny = TransformMapper(label=§"a")`,
    code: "duplicate-label",
    words: /"a 2"/,
    fix: '"a 2"',
    mends: true,
  },
];

testBadSlpy("links", links);
testBadSlpy("settings", settings);
