import { z } from "zod";
import { Refusal } from "../../base/errors.ts";
import { didYouMean } from "../../base/nearest.ts";
import type { SnapShape } from "../../pipeline/snap-shape.ts";
import { packOf } from "../../pygen/names/pack-of.ts";
import { plainName } from "../../pygen/names/plain-name.ts";
import { defineTool } from "../define-tool.ts";
import { takeWithin } from "../take-within.ts";
import { categories } from "./by-category.ts";
import { pygenCharacters } from "./pygen-characters.ts";
import { readOnly } from "./read-only.ts";

const snapSchema = z.object({
  name: z.string(),
  label: z.string(),
  pack: z.string(),
  category: z.string(),
  summary: z.string(),
  implemented: z.literal(false).optional(),
});

export default defineTool({
  name: "pygen_list_snaps_by_category",
  toolset: "pygen",
  title: "Snaps by category",
  description:
    "Snaps of a category, a pack or both, with label and one line each, and their count. `implemented: false` means this build cannot run it.",
  annotations: readOnly,
  input: {
    category: z.enum(categories).optional().describe("What it does"),
    pack: z.string().optional().describe("As in Transform, Flow, Binary, MySQL"),
  },
  example: { category: "parse" },
  response: z.object({
    count: z.int(),
    snaps: z.array(snapSchema),
    omitted: z.int().optional(),
  }),
  async run({ pygen }, { category, pack }) {
    const inPack = pack === undefined ? pygen.snaps : snapsOfPack(pygen.snaps, pack);
    const found = inPack.filter((snap) => category === undefined || snap.category === category);
    const sorted = found.toSorted((a, b) => Number(b.implemented) - Number(a.implemented));
    const { items, omitted } = takeWithin(sorted.map(listed), pygenCharacters.standard);
    return { count: found.length, snaps: [...items], ...(omitted === 0 ? {} : { omitted }) };
  },
});

function listed(snap: SnapShape): z.output<typeof snapSchema> {
  const { name, label, category, summary, implemented } = snap;
  const pack = packOf(snap);
  return {
    name,
    label,
    pack,
    category,
    summary,
    ...(implemented ? {} : { implemented: false as const }),
  };
}

function snapsOfPack(snaps: readonly SnapShape[], pack: string): readonly SnapShape[] {
  const wanted = plainName(pack).replace(/snappack$/, "");
  const found = snaps.filter(
    (snap) => plainName(packOf(snap)) === wanted || snap.classId.split("-")[3] === wanted,
  );
  if (found.length > 0) return found;
  const packs = [...new Set(snaps.map(packOf))].toSorted();
  throw new Refusal(
    "not-found",
    `There is no pack ${JSON.stringify(pack)}`,
    `The packs are ${packs.join(", ")}.`,
    didYouMean(pack, packs) || "Name one of them, or leave pack out.",
  );
}
