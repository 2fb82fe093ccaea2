import { type BadText, head, testBadSlpy } from "../../../test/support/bad-slpy.ts";

const classes: readonly BadText[] = [
  {
    title: "a class in the wrong pack",
    text: `${head}x = §TransformUnion()`,
    code: "slpy-unknown-class",
    words: /no Snap class `TransformUnion`.*Did you mean `FlowUnion` \(Union\)/s,
    fix: "FlowUnion",
    mends: true,
  },
  {
    title: "a label for a class",
    text: `${head}x = §Union()`,
    code: "slpy-unknown-class",
    words: /`FlowUnion`/,
    fix: "FlowUnion",
    mends: true,
  },
  {
    title: "a word of other tools for a class",
    text: `${head}x = §FlowIf()`,
    code: "slpy-unknown-class",
    words: /`FlowRouter`/,
    fix: "FlowRouter",
  },
  {
    title: "a mistyped class in an import",
    text: `from slpy.modules.flow import FlowCopy, §FlowFiltr\n${head}`,
    code: "slpy-unknown-class",
    words: /`FlowFilter`/,
    fix: "FlowFilter",
    mends: true,
  },
  {
    title: "a class that nothing is like",
    text: `${head}x = §Xyzzyqwertz()`,
    code: "slpy-unknown-class",
    words: /pygen_get_all_snap_names.*Raw\("class-id"/s,
  },
  {
    title: "the Pipeline in lower case",
    text: `from slpy import §pipeline\n${head}`,
    code: "slpy-unknown-class",
    words: /Did you mean `Pipeline`/,
    fix: "Pipeline",
    mends: true,
  },
  {
    title: "a class by the module before it",
    text: `${head}x = §slpy.modules.flow.FlowCopy()`,
    code: "slpy-unknown-class",
    words: /`FlowCopy`/,
    fix: "FlowCopy",
    mends: true,
  },
];

const consequences: readonly BadText[] = [
  {
    title: "once, though links join the Snap",
    text: `${head}a = TransformSequence()\nx = §TransformUnion()\na > x`,
    code: "slpy-unknown-class",
    words: /`FlowUnion`/,
    fix: "FlowUnion",
    mends: true,
    alone: true,
  },
];

const argumentsOfSnaps: readonly BadText[] = [
  {
    title: "the key of the SLP for the argument",
    text: `${head}x = FlowFilter(§filterExpression=Expr("$a"))`,
    code: "slpy-unknown-argument",
    words: /`FlowFilter` has no argument `filterExpression`.*`filter_expression`/s,
    fix: "filter_expression",
    mends: true,
  },
  {
    title: "a mistyped argument",
    text: `${head}x = BinaryFileReader(§file_pth="a.csv")`,
    code: "slpy-unknown-argument",
    words: /Did you mean `file_path`/,
    fix: "file_path",
    mends: true,
  },
  {
    title: "a setting one level too high",
    text: `${head}x = TransformMapper(§mapping_table=[])`,
    code: "slpy-unknown-argument",
    words:
      /one level deeper: `transformations=TransformMapper\.Transformations\(mapping_table=…\)`/,
  },
  {
    title: "an argument that no class has",
    text: `${head}x = FlowCopy(§colour="red")`,
    code: "slpy-unknown-argument",
    words: /raw=\{"colour": …\}/,
  },
  {
    title: "an argument without a name",
    text: `${head}x = FlowCopy(§"Copy")`,
    code: "slpy-unnamed-argument",
    words: /Put the name of the argument before it/,
  },
  {
    title: "an argument twice",
    text: `${head}x = FlowCopy(label="a", §label="b")`,
    code: "slpy-argument-twice",
    words: /gets `label` twice/,
  },
  {
    title: "true in lower case",
    text: `${head}x = FlowFilter(filter_expression="$a", null_safe_access=§true)`,
    code: "slpy-wrong-value",
    words: /True or False/,
    fix: "True",
    mends: true,
  },
  {
    title: "an option as a name",
    text: `${head}x = TransformCSVFormatter(quote_mode=§TransformCSVFormatter.QuoteMode.MINIMAL)`,
    code: "slpy-wrong-value",
    words: /"MINIMAL"/,
    fix: '"MINIMAL"',
    mends: true,
  },
  {
    title: "a list for an expression",
    text: `${head}x = FlowFilter(filter_expression=§["$a"])`,
    code: "slpy-wrong-value",
    words: /cannot take a list.*Expr\("…"\)/s,
  },
  {
    title: "a dictionary for a row",
    text: `${head}x = FlowRouter(routes=[§{"expression": "$a"}])`,
    code: "slpy-wrong-value",
    words: /`routes\[0\]`.*`FlowRouter\.RoutesItem\(expression=…, output_view_name=…\)`/s,
  },
  {
    title: "a list for a group",
    text: `${head}x = TransformMapper(transformations=§[])`,
    code: "slpy-wrong-value",
    words: /`TransformMapper\.Transformations\(mapping_root=…, mapping_table=…\)`/,
  },
  {
    title: "a row of another class",
    text: `${head}x = TransformSort(sort_paths=[§TransformSort.SortItem(sort_path="$a")])`,
    code: "slpy-wrong-item",
    words: /Here stands `TransformSort\.SortPathsItem`/,
    fix: "TransformSort.SortPathsItem",
    mends: true,
  },
  {
    title: "an account by its label alone",
    text: `${head}x = FlowCopy(account=§"../shared/Warehouse")`,
    code: "slpy-wrong-value",
    words: /Account\(label=/,
    fix: 'Account(label="../shared/Warehouse")',
    mends: true,
  },
  {
    title: "a mode that is none",
    text: `${head}x = FlowCopy(execution_mode=§"Disable")`,
    code: "slpy-wrong-value",
    words: /"Disabled"/,
    fix: '"Disabled"',
    mends: true,
  },
  {
    title: "a view id for a list of them",
    text: `${head}x = FlowCopy(inputs=§"input0")`,
    code: "slpy-wrong-value",
    words: /a list of view ids: \["input0"\]/,
  },
  {
    title: "a view twice",
    text: `${head}x = FlowCopy(outputs=["output0", §"output0"])`,
    code: "slpy-duplicate-view",
    words: /`output0` stands twice in `outputs`/,
  },
  {
    title: "two Snaps with one id",
    text: `${head}x = FlowCopy(snap_id="a")\ny = FlowCopy(label="b", snap_id=§"a")`,
    code: "slpy-wrong-value",
    words: /an id that no other Snap has/,
  },
  {
    title: "a raw block without its class",
    text: `${head}x = §Raw(label="a")`,
    code: "slpy-missing-argument",
    words: /Raw\("com-…"\)/,
  },
];

testBadSlpy("classes", classes);
testBadSlpy("consequences", consequences);
testBadSlpy("arguments", argumentsOfSnaps);
