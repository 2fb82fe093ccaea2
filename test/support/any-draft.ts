import * as fc from "fast-check";
import { type Json, type JsonObject, setOwn } from "../../src/base/json.ts";
import type {
  ErrorBehavior,
  Link,
  SettingRow,
  SettingValue,
  View,
} from "../../src/pipeline/model.ts";
import type { PipelineDraft, SnapDraft } from "../../src/pipeline/pipeline-draft.ts";
import type { SettingShape, SnapShape } from "../../src/pipeline/snap-shape.ts";

/** Drafts of pipelines over given classes: likely settings and views, and unlikely ones that files hold all the same. */
export function anyDraft(shapes: readonly SnapShape[]): fc.Arbitrary<PipelineDraft> {
  return fc
    .uniqueArray(anySnapId, { minLength: 0, maxLength: 6 })
    .chain((ids) => fc.tuple(...ids.map((id) => anySnap(id, shapes))))
    .chain((snaps) =>
      fc.record({
        label: anyText,
        author: anyText,
        notes: anyText,
        purpose: anyText,
        settings: anyPipelineSettings,
        snaps: fc.constant(snaps),
        links: anyLinks(snaps),
        render: anyRender(snaps),
        more: fc.constantFrom<JsonObject>({}, { target_runtime: "standard" }, { class_version: 8 }),
      }),
    );
}

const anyText = fc.oneof(
  fc.constantFrom(
    "",
    "Orders",
    "Mapper",
    "from",
    "ärger",
    "日本",
    "a\nb",
    "C:\\new\nline",
    "a\nb",
    'say "hi"',
    "p",
    "Expr",
  ),
  fc.string({ unit: "binary" }),
  fc.string(),
);

const anySnapId = fc.oneof(
  fc.uuid(),
  fc.integer({ min: 1, max: 9 }).map((n) => `11111111-1111-1111-1111-00000000000${n}`),
  fc.constantFrom("a", "__proto__", "constructor"),
);

const anyScalar: fc.Arbitrary<null | boolean | number | bigint | string> = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
  fc.bigInt({ min: 2n ** 60n, max: 2n ** 70n }),
  anyText,
  fc.constantFrom("$a", "$a > 1", "_minimum", "lib.names.first($)"),
);

const anyKey = fc.oneof(
  fc.constantFrom("label", "filterExpression", "raw", "value", "expression", "__proto__", "ä b"),
  fc.string({ minLength: 1 }),
);

/** Any content at all, as deep as files have it. */
const { value: anyValue } = fc.letrec<{ value: SettingValue; row: SettingRow }>((tie) => ({
  row: fc.array(fc.tuple(anyKey, tie("value")), { maxLength: 3 }).map(rowOf),
  value: fc.record({
    value: fc.oneof(
      { depthSize: "small" },
      anyScalar,
      tie("row"),
      fc.array(tie("row"), { maxLength: 2 }),
    ),
    expression: fc.boolean(),
  }),
}));

function anySetting(shape: SettingShape): fc.Arbitrary<SettingValue> {
  const usual =
    shape.kind === "table"
      ? fc.array(anyRow(shape.columns), { maxLength: 3 })
      : shape.kind === "group"
        ? anyRow(shape.fields)
        : anyScalar;
  const flagged =
    shape.kind === "table" || shape.kind === "group" ? fc.constant(false) : fc.boolean();
  return fc.oneof(
    { weight: 8, arbitrary: fc.record({ value: usual, expression: flagged }) },
    { weight: 1, arbitrary: anyValue },
  );
}

function anyRow(shapes: Readonly<Record<string, SettingShape>>): fc.Arbitrary<SettingRow> {
  const declared = Object.entries(shapes).map(([key, shape]) =>
    fc.option(
      anySetting(shape).map((value) => [key, value] as const),
      { nil: undefined },
    ),
  );
  const foreign = fc.array(fc.tuple(anyKey, anyValue), { maxLength: 1 });
  return fc
    .tuple(fc.tuple(...declared), foreign)
    .map(([known, more]) => rowOf([...known.filter((one) => one !== undefined), ...more]));
}

function rowOf(entries: readonly (readonly [string, SettingValue])[]): SettingRow {
  const row: Record<string, SettingValue> = {};
  for (const [key, value] of entries) setOwn(row, key, value);
  return row;
}

const anyMode = fc.constantFrom("Validate & Execute", "Execute only", "Disabled", "soon", null);

function anySnap(id: string, shapes: readonly SnapShape[]): fc.Arbitrary<SnapDraft> {
  const unknown = { classId: "com-example-snaps-lookup", version: 2, settings: {} };
  return fc.constantFrom(...shapes, unknown).chain((shape) =>
    fc.record(
      {
        id: fc.constant(id),
        classId: fc.constant(shape.classId),
        version: fc.constantFrom(shape.version, 1, 7),
        label: anyText,
        notes: anyText,
        settings: fc
          .tuple(anyRow(shape.settings), fc.option(anyMode, { nil: undefined }))
          .map(([row, mode]) =>
            mode === undefined
              ? row
              : { ...row, execution_mode: { value: mode, expression: false } },
          ),
        inputs: anyViews("input"),
        outputs: anyViews("output"),
        errorViews: anyViews("error"),
        errorBehavior: fc.constantFrom<ErrorBehavior>("fail", "continue", "ignore", "none"),
        account: anyAccount,
        more: fc.constantFrom<JsonObject>(
          {},
          { info: { pipe_ref: { value: "x" } } },
          { odd: [1, null] },
        ),
      },
      {
        requiredKeys: [
          "id",
          "classId",
          "version",
          "label",
          "notes",
          "settings",
          "inputs",
          "outputs",
          "errorViews",
          "errorBehavior",
          "more",
        ],
      },
    ),
  );
}

function anyViews(stem: string): fc.Arbitrary<readonly View[]> {
  const view = fc.record({
    id: fc.oneof(
      fc.integer({ min: 0, max: 3 }).map((number) => `${stem}${number}`),
      fc.constantFrom(`${stem}101`, `${stem}Rows`),
    ),
    label: fc.option(anyText, { nil: undefined }),
    type: fc.constantFrom<View["type"]>("document", "document", "binary"),
  });
  return fc
    .uniqueArray(view, { selector: (one) => one.id, maxLength: 3 })
    .map((views) => views.map((one) => ({ ...one, label: one.label ?? one.id })));
}

const anyAccount: fc.Arbitrary<SettingValue> = fc.oneof(
  fc.constant<SettingValue>({ value: "_account", expression: true }),
  fc
    .record({ ref_class_id: anyText, label: anyText, ref_id: fc.option(fc.uuid()) })
    .map((fields) => ({
      expression: false,
      value: rowOf(
        Object.entries(fields).map(([key, value]) => [key, { value, expression: false }]),
      ),
    })),
);

function anyViewId(stem: string): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constant(`${stem}0`),
    fc.integer({ min: 0, max: 3 }).map((number) => `${stem}${number}`),
    fc.constantFrom(`${stem}101`, "error0"),
  );
}

function anyLinks(snaps: readonly SnapDraft[]): fc.Arbitrary<readonly Link[]> {
  if (snaps.length === 0) return fc.constant([]);
  const end = fc.constantFrom(
    ...snaps.map((snap) => snap.id),
    ...snaps.map((snap) => snap.id),
    "nobody",
  );
  return fc.uniqueArray(
    fc.record({
      id: fc.oneof(
        fc.integer({ min: 100, max: 107 }).map((n) => `link${n}`),
        anyText,
      ),
      sourceId: end,
      sourceView: anyViewId("output"),
      targetId: end,
      targetView: anyViewId("input"),
      isGoto: fc.boolean(),
    }),
    { selector: (link) => link.id, maxLength: 7 },
  );
}

/** Places for all Snaps, for some or for none. */
function anyRender(snaps: readonly SnapDraft[]): fc.Arbitrary<JsonObject> {
  const place = fc.record({
    grid_x_int: fc.integer({ min: 0, max: 20 }),
    grid_y_int: fc.constantFrom(0, 1, 1.5, 2),
    rot_int: fc.constantFrom(0, 1),
    index: fc.constantFrom<Json>([0], [3]),
  });
  return fc
    .tuple(...snaps.map((snap) => fc.option(place.map((one) => [snap.id, one] as const))))
    .map((places) => {
      const details: JsonObject = {};
      for (const one of places) if (one !== null) setOwn(details, one[0], one[1]);
      return { detail_map: details, pan_x_num: 3, default_snaplex: "5c0f00a1b2c3d4e5f6071829" };
    });
}

const anyPipelineSettings: fc.Arbitrary<SettingRow> = fc
  .record({
    param_table: fc.array(
      fc
        .record({
          key: anyText,
          value: fc.option(anyText),
          required: fc.boolean(),
          description: anyText,
        })
        .map(plainRow),
      { maxLength: 2 },
    ),
    imports: fc.array(fc.record({ path: anyText, as: fc.option(anyText) }).map(plainRow), {
      maxLength: 2,
    }),
    error_param_table: fc.array(
      fc.tuple(anyText, anyValue).map(([key, value]) => ({ ...plainRow({ key }), value })),
      { maxLength: 2 },
    ),
    suspendable: fc.constantFrom<SettingValue["value"]>(true, false, "true"),
    tags: anyScalar,
  })
  .map(plainRow)
  .chain((row) =>
    fc
      .option(anyValue, { nil: undefined })
      .map((error) => (error === undefined ? row : { ...row, error_pipeline: error })),
  );

function plainRow(fields: Readonly<Record<string, SettingValue["value"]>>): SettingRow {
  return rowOf(Object.entries(fields).map(([key, value]) => [key, { value, expression: false }]));
}
