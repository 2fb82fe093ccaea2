/** Names that a text uses for other things. */
const taken = (
  "p Account Expr Library Missing Param Pipeline Plain Raw View False None True and as assert async await break class " +
  "continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try " +
  "while with yield print match case type slpy"
).split(" ");

/**
 * A variable for each Snap from its label, all different: `Read orders` is `read_orders`. A label without Latin letters
 * gives `snap_3`, after its place.
 */
export function nameVariables(
  labels: readonly string[],
  classNames: Iterable<string>,
): readonly string[] {
  const used = new Set([...taken, ...classNames]);
  return labels.map((label, index) => {
    const stem = stemOf(label, index);
    let name = stem;
    for (let number = 2; used.has(name); number++) name = `${stem}_${number}`;
    used.add(name);
    return name;
  });
}

function stemOf(label: string, index: number): string {
  const words = label
    .slice(0, 60)
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^_+|_+$/g, "");
  if (words === "") return `snap_${index}`;
  return /^[a-z]/.test(words) ? words : `snap_${words}`;
}
