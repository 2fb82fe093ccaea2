import { unreachable } from "../../base/errors.ts";
import type { PathSegment } from "./path-segment.ts";
import { nameStep, quotedName } from "./quoted-name.ts";

/** A path as text that parses to the same steps: `$.orders[*]['unit price']`. */
export function printPath(segments: readonly PathSegment[]): string {
  let text = "$";
  let descended = false;
  for (const segment of segments) {
    if (segment.kind === "descend") text += "..";
    else if (descended && segment.kind === "name") text += quotedName(segment.name);
    else text += stepText(segment);
    descended = segment.kind === "descend";
  }
  return text;
}

function stepText(segment: Exclude<PathSegment, { kind: "descend" }>): string {
  switch (segment.kind) {
    case "name":
      return nameStep(segment.name);
    case "index":
      return `[${segment.index}]`;
    case "wildcard":
      return "[*]";
    case "slice":
      return `[${segment.start ?? ""}:${segment.end ?? ""}${segment.step === 1 ? "" : `:${segment.step}`}]`;
    case "union":
      return `[${segment.members.map(memberText).join(",")}]`;
    case "filter":
      return `[?(${segment.source})]`;
    case "script":
      return `[(${segment.source})]`;
    case "method":
      return `.${segment.name}(${segment.source})`;
    default:
      return unreachable(segment);
  }
}

function memberText(member: string | number): string {
  return typeof member === "number" ? String(member) : quotedName(member).slice(1, -1);
}
