import type { Finding } from "../../base/finding.ts";
import type { JsonPath } from "../../expr/path/json-path.ts";
import type { SettingContent, SettingRow } from "../../pipeline/model.ts";
import type { SettingShape } from "../../pipeline/snap-shape.ts";
import { withSetting, type BindContext, type Setting } from "../../engine/setting.ts";
import {
  bindExpression,
  expression,
  sourceOf,
  type Evaluate,
} from "../../engine/settings/expression.ts";
import { bindPath, path } from "../../engine/settings/path.ts";
import { table } from "../../engine/settings/table.ts";

/** One row of a Mapper: write what the expression gives at the target, or take a path out of the document. */
export type MappingRow =
  | {
      readonly kind: "write";
      readonly source: string;
      readonly evaluate: Evaluate;
      readonly target: JsonPath;
    }
  | { readonly kind: "delete"; readonly target: JsonPath };

/** The rows of a Mapper. A blank expression is no row; a blank target makes the expression a path to delete. */
export function mappingTable(options: { readonly help: string }): Setting<readonly MappingRow[]> {
  const written = expression({
    help: "What to write, as in `$price * 1.1`; or, without a target, the path to delete.",
  });
  const columns = {
    expression: { ...written, shape: withPath(written.shape) },
    targetPath: path({ help: "Where to write it, as in `$order.total`; blank to delete." }),
  };
  return {
    shape: table({ help: options.help, columns }).shape,
    bind: (value, context) =>
      rowsOf(value?.value).flatMap((row, index) => bindMappingRow(row, index, context, columns)),
  };
}

function withPath(shape: SettingShape): SettingShape {
  return shape.kind === "expression" ? { ...shape, pathWithout: "targetPath" } : shape;
}

function bindMappingRow(
  row: SettingRow,
  index: number,
  context: BindContext,
  columns: { readonly targetPath: Setting<JsonPath | undefined> },
): MappingRow[] {
  const place = `${context.place.setting ?? ""}[${index}]`;
  const source = sourceOf(row["expression"], "");
  if (source === "") return [];
  const expressionContext = withSetting(context, `${place}.expression`);
  const targetContext = withSetting(context, `${place}.targetPath`);
  const target = columns.targetPath.bind(row["targetPath"], targetContext);
  if (target === undefined) {
    return [
      { kind: "delete", target: writable(bindPath(source, expressionContext), expressionContext) },
    ];
  }
  const evaluate = bindExpression(source, "document", expressionContext);
  return [{ kind: "write", source, evaluate, target: writable(target, targetContext) }];
}

function writable(target: JsonPath, context: BindContext): JsonPath {
  if (!target.writable) context.report(notWritable(target, context));
  return target;
}

function notWritable(target: JsonPath, context: BindContext): Finding {
  return {
    code: "path-not-writable",
    severity: "error",
    place: context.place,
    error: `${target.source} cannot be written`,
    reason: `Expected a path that names places in the document; found ${target.source}, which ends in a method.`,
    resolution: "Take the method off the path.",
  };
}

function rowsOf(content: SettingContent | undefined): readonly SettingRow[] {
  return Array.isArray(content) ? content : [];
}
