/** Nobody mistypes a longer text, and comparing long texts takes long. */
const lengthMax = 60;

/** Whether the text, or one of its words, is the term but for a typo or two. Short terms have none. */
export function isNear(term: string, text: string): boolean {
  const typos = typosIn(term);
  if (typos === 0 || term.length > lengthMax) return false;
  if (isWithin(term, text, typos)) return true;
  if (term.includes(" ") || !text.includes(" ")) return false;
  return text.split(" ").some((word) => isWithin(term, word, typos));
}

function typosIn(term: string): number {
  if (term.length < 4) return 0;
  return term.length < 8 ? 1 : 2;
}

/**
 * Whether so few letters have to be put in, left out, replaced or swapped with their neighbour. Looks only at the
 * diagonal band in which the answer can be.
 */
function isWithin(a: string, b: string, most: number): boolean {
  if (Math.abs(a.length - b.length) > most) return false;
  const width = b.length + 1;
  let before = new Uint8Array(width);
  let last = new Uint8Array(width).map((_, index) => Math.min(index, 250));
  let row = new Uint8Array(width);
  for (let i = 1; i <= a.length; i++) {
    row.fill(250);
    row[0] = Math.min(i, 250);
    let least = row[0];
    const from = Math.max(1, i - most);
    const to = Math.min(b.length, i + most);
    for (let j = from; j <= to; j++) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
      let cost = Math.min(
        (last[j] ?? 250) + 1,
        (row[j - 1] ?? 250) + 1,
        (last[j - 1] ?? 250) + (same ? 0 : 1),
      );
      const swapped =
        i > 1 &&
        j > 1 &&
        a.charCodeAt(i - 1) === b.charCodeAt(j - 2) &&
        a.charCodeAt(i - 2) === b.charCodeAt(j - 1);
      if (swapped) cost = Math.min(cost, (before[j - 2] ?? 250) + 1);
      row[j] = cost;
      least = Math.min(least, cost);
    }
    if (least > most) return false;
    [before, last, row] = [last, row, before];
  }
  return (last[b.length] ?? 250) <= most;
}
