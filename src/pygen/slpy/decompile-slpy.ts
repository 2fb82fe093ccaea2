import { isDeepStrictEqual } from "node:util";
import type { Pipeline, SnapNode } from "../../pipeline/model.ts";
import type { SnapShape, SnapShapes } from "../../pipeline/snap-shape.ts";
import { memberAt, memberOf } from "../../pipeline/tree-access.ts";
import { classesByName } from "./compile-context.ts";
import { linkTexts } from "./decompile-links.ts";
import { pipelineText } from "./decompile-pipeline.ts";
import { gridPosition, snapText } from "./decompile-snap.ts";
import { layOut } from "./lay-out.ts";
import { nameVariables } from "./name-variables.ts";
import { callText, printPython, type PythonText, quote, withPrefix } from "./python-text.ts";
import { slpyModule } from "./slpy-name.ts";
import { statedViews } from "./stated-views.ts";

/**
 * Prints a pipeline as SLPy. Compiling the text gives a pipeline that is equal in ids, settings, views, links,
 * parameters, libraries, accounts and layout; a Snap whose class is not known becomes a raw block.
 */
export function decompileSlpy(pipeline: Pipeline, shapes: SnapShapes): string {
  const classes = classesByName(shapes);
  const shapeOf = (snap: SnapNode): SnapShape | undefined => {
    const shape = shapes.get(snap.classId);
    return shape !== undefined && classes.get(shape.name) === shape ? shape : undefined;
  };
  const names = nameVariables(
    pipeline.snaps.map((snap) => snap.label),
    classes.keys(),
  );
  const owners = statedViews(pipeline, shapes);
  const laidOut = isLaidOut(pipeline);
  const snapTrees = memberOf(pipeline.tree, "snap_map");
  const details = memberAt(pipeline.tree, "render_map", "detail_map");
  const snaps = pipeline.snaps.map((snap, index) => {
    const text = snapText({
      snap,
      index,
      shape: shapeOf(snap),
      views: owners[index],
      tree: memberOf(snapTrees, snap.id),
      detail: memberOf(details, snap.id),
      placed: !laidOut,
    });
    return withPrefix(`${names[index] ?? ""} = `, text);
  });
  const variables = new Map(pipeline.snaps.map((snap, index) => [snap.id, names[index] ?? ""]));
  const { docstring, constructor, attributes } = pipelineText(pipeline);
  const head = [
    withPrefix("p = ", constructor),
    ...attributes.map(([name, value]) => withPrefix(`p.${name} = `, value)),
  ];
  const links = linkTexts(pipeline.links, owners, variables);
  const body = [head, snaps, links].filter((part) => part.length > 0).map(printLines);
  const shapesUsed = pipeline.snaps.flatMap((snap) => shapeOf(snap) ?? []);
  const imports = printLines(importLines(shapesUsed, body.join("\n")));
  const title = docstring === undefined ? "" : `${quoteDocstring(docstring)}\n`;
  return `${title}${[imports, ...body].join("\n")}`;
}

/** Whether every Snap stands where compiling would put it, so that no place needs to be said. */
function isLaidOut({ snaps, links, tree }: Pipeline): boolean {
  const details = memberAt(tree, "render_map", "detail_map");
  const ids = snaps.map((snap) => snap.id);
  const positions = layOut(ids, links, new Map());
  return ids.every((id) => {
    const position = gridPosition(memberOf(details, id));
    return position !== undefined && isDeepStrictEqual(position, positions.get(id));
  });
}

function printLines(lines: readonly PythonText[]): string {
  return lines.map((line) => `${printPython(line)}\n`).join("");
}

function quoteDocstring(text: string): string {
  const quoted = quote(text);
  const simple = quoted.startsWith('"') && !quoted.startsWith('"""') && !/["\\]/.test(text);
  return simple ? `""${quoted}""` : quoted;
}

/** The imports: what of `slpy` the text uses, then the classes by module. */
function importLines(shapes: readonly SnapShape[], text: string): readonly PythonText[] {
  const withoutStrings = text.replaceAll(/"""[\s\S]*?"""|"(?:\\.|[^"\\])*"|'[^']*'/g, "");
  const helpers = ["Account", "Expr", "Library", "Missing", "Param", "Plain", "Raw", "View"].filter(
    (name) => new RegExp(`\\b${name}\\(`).test(withoutStrings),
  );
  const lines: PythonText[] = [importText("slpy", [...helpers, "Pipeline"].toSorted())];
  const byModule = Map.groupBy(shapes, (shape) => slpyModule(shape.classId));
  for (const module of [...byModule.keys()].toSorted()) {
    const names = new Set((byModule.get(module) ?? []).map((shape) => shape.name));
    lines.push(importText(module, [...names].toSorted()));
  }
  return lines;
}

function importText(module: string, names: readonly string[]): PythonText {
  const flat = `from ${module} import ${names.join(", ")}`;
  return flat.length <= 100 ? flat : callText(`from ${module} import `, names);
}
