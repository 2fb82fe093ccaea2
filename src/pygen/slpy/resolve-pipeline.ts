import { type JsonObject, setOwn } from "../../base/json.ts";
import { nearestNames } from "../../base/nearest.ts";
import type { Link } from "../../pipeline/model.ts";
import type { PipelineDraft, SnapDraft } from "../../pipeline/pipeline-draft.ts";
import { listWords } from "../../pipeline/snap-words.ts";
import { chooseViews, type OpenLink } from "./choose-views.ts";
import { impliedViews, type SnapViews, type TypedLink, type ViewOwner } from "./implied-views.ts";
import { type GridPosition, layOut } from "./lay-out.ts";
import type { LinkEnd, LinkStatement } from "./link-statement.ts";
import { mintIds, usualLinkId, usualSnapId } from "./mint-ids.ts";
import type { PipelineStatement } from "./pipeline-statement.ts";
import type { Statements } from "./read-statements.ts";
import { reportValue } from "./read-values.ts";
import type { Report } from "./slpy-finding.ts";
import type { SnapStatement } from "./snap-statement.ts";
import { usualDetail } from "./usual-detail.ts";

/** A draft, and the ids that its statements got. */
export interface ResolvedPipeline {
  readonly draft: PipelineDraft;
  readonly snapIds: readonly string[];
  /** Id and statement of each link. */
  readonly links: readonly { readonly id: string; readonly statement: LinkStatement }[];
}

/** Makes one pipeline of all statements: ids, the ends and views of links, labels, places on the canvas. */
export function resolvePipeline(
  pipeline: PipelineStatement,
  snaps: readonly SnapStatement[],
  { links: linkStatements, failed }: Pick<Statements, "links" | "failed">,
  report: Report,
): ResolvedPipeline {
  reportSameIds(snaps, linkStatements, report);
  const snapIds = mintIds(
    snaps.map((snap) => snap.snapId),
    usualSnapId,
  );
  const idOf = new Map(snaps.map((snap, index) => [snap.variable, snapIds[index] ?? ""]));
  const owners = snaps.map((snap, index) => ownerOf(snap, snapIds[index] ?? ""));
  const open = linkStatements.flatMap((statement) => {
    const sourceId = resolveEnd(statement.source, idOf, failed, report);
    const targetId = resolveEnd(statement.target, idOf, failed, report);
    if (sourceId === undefined || targetId === undefined) return [];
    const { sourceView, targetView } = statement;
    return [{ sourceId, targetId, sourceView, targetView, statement }];
  });
  const links = mintLinks(chooseViews(owners, open));
  const views = impliedViews(owners, links);
  const labels = labelsOf(snaps);
  const { render, parameterNames: _names, places: _places, ...properties } = pipeline;
  return {
    snapIds,
    links: links.map(({ id, statement }) => ({ id, statement })),
    draft: {
      ...properties,
      snaps: snaps.map((snap, index) => {
        const id = snapIds[index] ?? "";
        return snapDraft(snap, id, labels[index] ?? "", views.get(id));
      }),
      links: links.map(
        ({ statement: _statement, sourceType: _from, targetType: _to, ...link }) => link,
      ),
      render: { ...render, detail_map: detailMap(snaps, snapIds, links) },
    },
  };
}

function reportSameIds(
  snaps: readonly SnapStatement[],
  links: readonly LinkStatement[],
  report: Report,
): void {
  const seen = new Set<string>();
  for (const { snapId, arguments: given } of snaps) {
    const node = given.get("snap_id");
    if (snapId === undefined || node === undefined) continue;
    if (seen.has(snapId)) reportValue(node, "snap_id", "an id that no other Snap has", report);
    seen.add(snapId);
  }
  const seenLinks = new Set<string>();
  for (const { linkId, span } of links) {
    if (linkId === undefined) continue;
    if (seenLinks.has(linkId)) {
      report({
        code: "slpy-duplicate-id",
        span,
        error: `Two links have the id \`${linkId}\`.`,
        reason: "Expected each `link_id` once.",
        resolution: "Remove `link_id=…` from one of them; it then gets an id of its own.",
      });
    }
    seenLinks.add(linkId);
  }
}

function ownerOf(snap: SnapStatement, id: string): ViewOwner {
  const { inputs, outputs, errorViews, shape } = snap;
  return { id, inputs, outputs, errorViews, views: shape?.views };
}

function resolveEnd(
  end: LinkEnd,
  idOf: ReadonlyMap<string, string>,
  failed: ReadonlySet<string>,
  report: Report,
): string | undefined {
  if (end.kind === "missing") return end.id;
  const id = idOf.get(end.name);
  if (id !== undefined || failed.has(end.name)) return id;
  const near = nearestNames(end.name, idOf.keys());
  const [best] = near;
  const list = listWords([...idOf.keys()].map((name) => `\`${name}\``));
  report({
    code: "slpy-unknown-variable",
    span: end.span,
    error: `There is no Snap \`${end.name}\`.`,
    reason: `Expected the variable of a Snap${list === "" ? "" : `: ${list}`}; found \`${end.name}\`.`,
    resolution:
      best === undefined
        ? `Assign the Snap first: \`${end.name} = Class(…)\`.`
        : `Did you mean ${listWords(
            near.map((name) => `\`${name}\``),
            "or",
          )}?`,
    ...(best === undefined ? {} : { fix: { summary: `Use ${best}`, replacement: best } }),
  });
  return undefined;
}

type ChosenLink = OpenLink & {
  readonly sourceView: string;
  readonly targetView: string;
  readonly statement: LinkStatement;
};

function mintLinks(
  links: readonly ChosenLink[],
): readonly (TypedLink & { readonly statement: LinkStatement })[] {
  const ids = mintIds(
    links.map((link) => link.statement.linkId),
    usualLinkId,
  );
  return links.map(({ statement, sourceId, sourceView, targetId, targetView }, index) => ({
    id: ids[index] ?? "",
    sourceId,
    sourceView,
    targetId,
    targetView,
    isGoto: statement.isGoto,
    sourceType: statement.sourceType,
    targetType: statement.targetType,
    statement,
  }));
}

/** The stated labels; a Snap without one has the name of its class, and a number when that is taken. */
function labelsOf(snaps: readonly SnapStatement[]): readonly string[] {
  const taken = new Set(snaps.map((snap) => snap.label));
  return snaps.map((snap) => {
    if (snap.label !== undefined) return snap.label;
    const usual = snap.shape?.label ?? snap.variable;
    let label = usual;
    for (let number = 2; taken.has(label); number++) label = `${usual} ${number}`;
    taken.add(label);
    return label;
  });
}

function snapDraft(
  snap: SnapStatement,
  id: string,
  label: string,
  views: SnapViews | undefined,
): SnapDraft {
  const { classId, version, notes, settings, errorBehavior, account, more } = snap;
  return {
    id,
    classId,
    version,
    label,
    notes,
    settings,
    inputs: views?.inputs ?? [],
    outputs: views?.outputs ?? [],
    errorViews: views?.errorViews ?? [],
    errorBehavior,
    ...(account === undefined ? {} : { account }),
    more,
  };
}

function detailMap(
  snaps: readonly SnapStatement[],
  snapIds: readonly string[],
  links: readonly Link[],
): JsonObject {
  const given = new Map(
    snaps.flatMap((snap, index): [string, GridPosition][] =>
      snap.position === undefined ? [] : [[snapIds[index] ?? "", snap.position]],
    ),
  );
  const positions = layOut(snapIds, links, given);
  const json: JsonObject = {};
  for (const [index, snap] of snaps.entries()) {
    const id = snapIds[index] ?? "";
    setOwn(json, id, { ...usualDetail(index, positions.get(id) ?? [1, 1]), ...snap.layout });
  }
  return json;
}
