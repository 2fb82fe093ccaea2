import { readFile } from "node:fs/promises";
import { z } from "zod";

/** The results by group; Miller prints the month with two digits. */
export type Groups = ReadonlyMap<string, Group>;

type Group = z.infer<typeof groupSchema>;

const groupSchema = z.object({
  key: z.string(),
  month: z.coerce.number().int(),
  sum: z.number(),
  count: z.coerce.number(),
  average: z.number(),
});

const documentsSchema = z.array(groupSchema);

/** The last bits of a double differ with the order in which values are added. */
const relativeDifferenceMax = 1e-9;

export async function readGroups(path: string): Promise<Groups> {
  const groups = documentsSchema.parse(JSON.parse(await readFile(path, "utf8")));
  const byName = new Map(groups.map((group) => [`${group.key} ${group.month}`, group]));
  if (byName.size !== groups.length) throw new Error(`${path} holds a group twice.`);
  return byName;
}

/** Where two results differ, one line a place; none when they are the same within rounding. */
export function differencesOf(expected: Groups, found: Groups): readonly string[] {
  const names = new Set([...expected.keys(), ...found.keys()]);
  return [...names].flatMap((name) => {
    const a = expected.get(name);
    const b = found.get(name);
    if (a === undefined || b === undefined) return [`${name}: only one of them has the group`];
    return (["sum", "count", "average"] as const)
      .filter((field) => !isNear(a[field], b[field]))
      .map((field) => `${name}: ${field} is ${a[field]} and ${b[field]}`);
  });
}

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) <= relativeDifferenceMax * Math.max(Math.abs(a), Math.abs(b));
}
