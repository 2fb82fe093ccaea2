import type { Link } from "../../pipeline/model.ts";
import type { ViewOwner } from "./implied-views.ts";
import { usualLinkId } from "./mint-ids.ts";
import { argumentText, callText, listText, type PythonText, quote } from "./python-text.ts";
import { namedLinks } from "./stated-views.ts";

/** The `p.connect(…)` lines, in the order of the links; plain ones that follow each other are one chain. */
export function linkTexts(
  links: readonly Link[],
  owners: readonly ViewOwner[],
  variables: ReadonlyMap<string, string>,
): readonly PythonText[] {
  const named = namedLinks(owners, links);
  const lines: PythonText[] = [];
  let chain: Link[] = [];
  const end = (): void => {
    const [first] = chain;
    if (first === undefined) return;
    const ids = [first.sourceId, ...chain.map((link) => link.targetId)];
    const ends = ids.map((id) => endText(id, variables));
    lines.push(callText("p.connect", chain.length === 1 ? ends : [listText(ends)]));
    chain = [];
  };
  for (const [index, link] of links.entries()) {
    const minted = link.id === usualLinkId(index);
    const plain = named[index] !== true && minted && !link.isGoto;
    const last = chain.at(-1);
    if (!plain || (last !== undefined && last.targetId !== link.sourceId)) end();
    if (plain) chain.push(link);
    else {
      const { id, isGoto, sourceView, targetView } = link;
      lines.push(
        callText("p.connect", [
          endText(link.sourceId, variables),
          endText(link.targetId, variables),
          ...(named[index] === true ? [quote(sourceView), quote(targetView)] : []),
          ...(minted ? [] : [argumentText("link_id", quote(id))]),
          ...(isGoto ? [argumentText("goto", "True")] : []),
        ]),
      );
    }
  }
  end();
  return lines;
}

function endText(snapId: string, variables: ReadonlyMap<string, string>): PythonText {
  return variables.get(snapId) ?? callText("Missing", [quote(snapId)]);
}
