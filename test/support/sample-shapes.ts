import type {
  SettingShape,
  SnapCategory,
  SnapShape,
  SnapShapes,
  ViewsShape,
} from "../../src/pipeline/snap-shape.ts";

/** A small catalogue in the likeness of the real one: for tests of this layer, which knows no Snaps. */
export const sampleShapes: SnapShapes = shapesOf([
  shape(
    "binary-simpleread",
    "File Reader",
    "read",
    views(0, 1, "document"),
    views(1, 1, "binary"),
    {
      filePath: text({ required: true, expression: "document" }),
    },
  ),
  shape(
    "transform-jsongenerator",
    "JSON Generator",
    "read",
    views(0, 1, "document"),
    views(1, 1, "document"),
    {
      editable_content: text({ kind: "editor", expression: "none" }),
    },
  ),
  shape(
    "transform-csvparser",
    "CSV Parser",
    "parse",
    views(1, 2, "binary"),
    views(1, 1, "document"),
    {
      delimiter: text({ default: "," }),
      skipLines: {
        kind: "integer",
        help: "Lines before the header.",
        required: false,
        expression: "parameters",
        default: 0,
        minimum: 0,
        maximum: 1_000_000,
      },
      containsHeader: {
        kind: "flag",
        help: "The first line names the columns.",
        required: false,
        expression: "parameters",
        default: true,
      },
    },
  ),
  shape(
    "transform-jsonparser",
    "JSON Parser",
    "parse",
    views(1, 1, "binary"),
    views(1, 1, "document"),
    {},
  ),
  shape(
    "transform-csvformatter",
    "CSV Formatter",
    "format",
    views(1, 1, "document"),
    views(1, 1, "binary"),
    {
      quoteMode: {
        kind: "choice",
        help: "Which values are quoted.",
        required: false,
        expression: "none",
        default: "ALL",
        options: ["ALL", "MINIMAL", "NON_NUMERIC", "NONE"],
      },
    },
  ),
  shape(
    "transform-jsonformatter",
    "JSON Formatter",
    "format",
    views(1, 1, "document"),
    views(1, 1, "binary"),
    {},
  ),
  shape("binary-write", "File Writer", "write", views(1, 1, "binary"), views(0, 1, "document"), {
    filename: text({ required: true, expression: "document" }),
  }),
  shape("flow-filter", "Filter", "flow", views(1, 1, "document"), views(1, 1, "document"), {
    filterExpression: {
      kind: "expression",
      help: "Evaluated for every document, as in `$price > 10`.",
      required: true,
      expression: "document",
      default: "",
    },
  }),
  shape("flow-router", "Router", "flow", views(1, 1, "document"), views(2, Infinity, "document"), {
    firstMatch: {
      kind: "flag",
      help: "Only the first matching route.",
      required: false,
      expression: "parameters",
      default: false,
    },
    routes: table({
      expression: {
        kind: "expression",
        help: "Documents for which it holds take the route.",
        required: true,
        expression: "document",
        default: "",
      },
      outputViewName: text({ required: true }),
    }),
  }),
  shape("flow-copy", "Copy", "flow", views(1, 1, "document"), views(1, Infinity, "document"), {}),
  shape("flow-union", "Union", "flow", views(1, Infinity, "document"), views(1, 1, "document"), {}),
  shape(
    "transform-multijoin",
    "Join",
    "transform",
    views(2, Infinity, "document"),
    views(1, 1, "document"),
    {
      joinPaths: table({ leftPath: path(), rightPath: path(), rightInputView: text({}) }, true),
    },
  ),
  shape("transform-sort", "Sort", "transform", views(1, 1, "document"), views(1, 1, "document"), {
    sortPaths: table({ sortPath: path() }, true),
  }),
  shape(
    "transform-datatransform",
    "Mapper",
    "transform",
    views(0, 1, "document", "binary"),
    views(1, 1, "document", "binary"),
    {
      transformations: {
        kind: "group",
        help: "What goes where.",
        required: false,
        expression: "none",
        fields: {
          mappingRoot: { ...path(), default: "$" },
          mappingTable: table({
            expression: {
              kind: "expression",
              help: "What is written.",
              required: false,
              expression: "document",
              default: "",
            },
            targetPath: path(),
          }),
        },
      },
    },
  ),
  {
    ...shape(
      "email-emailsender",
      "Email Sender",
      "write",
      views(0, 1, "document"),
      views(0, 1, "document"),
      {},
    ),
    implemented: false,
  },
]);

function shapesOf(list: readonly SnapShape[]): SnapShapes {
  const byClass = new Map(list.map((one) => [one.classId, one]));
  return { get: (classId) => byClass.get(classId), all: () => byClass.values() };
}

function shape(
  id: string,
  label: string,
  category: SnapCategory,
  input: ViewsShape,
  output: ViewsShape,
  settings: SnapShape["settings"],
): SnapShape {
  return {
    classId: `com-snaplogic-snaps-${id}`,
    version: 1,
    name: label.replaceAll(" ", ""),
    label,
    category,
    summary: `${label}.`,
    views: { input, output },
    settings,
    implemented: true,
  };
}

function views(min: number, max: number, ...types: ViewsShape["types"]): ViewsShape {
  return { min, max, types };
}

function text(
  more: Partial<Extract<SettingShape, { kind: "text" | "editor" }>>,
): Extract<SettingShape, { kind: "text" | "editor" }> {
  return {
    kind: "text",
    help: "Some text.",
    required: false,
    expression: "parameters",
    default: "",
    ...more,
  };
}

function path(): Extract<SettingShape, { kind: "path" }> {
  return {
    kind: "path",
    help: "A JSONPath.",
    required: false,
    expression: "document",
    default: "",
  };
}

function table(columns: SnapShape["settings"], required = false): SettingShape {
  return { kind: "table", help: "Rows.", required, expression: "none", columns };
}
