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

/** More letters than anybody mistypes. */
const far = 250;

/** The rows of the comparison, used again by each: it never waits, so that no two of them meet. */
const rows = [newRow(), newRow(), newRow()] as const;

function newRow(): Uint8Array {
  return new Uint8Array(lengthMax + 4);
}

/**
 * Whether so few letters have to be put in, left out, replaced or swapped with their neighbour. Looks only at the
 * diagonal band in which the answer can be.
 */
function isWithin(a: string, b: string, most: number): boolean {
  if (Math.abs(a.length - b.length) > most) return false;
  let [before, last, row] = rows;
  for (let j = 0; j <= b.length; j++) last[j] = j;
  for (let i = 1; i <= a.length; i++) {
    const from = Math.max(1, i - most);
    const to = Math.min(b.length, i + most);
    row[from - 1] = from === 1 ? i : far;
    if (to < b.length) row[to + 1] = far;
    let least: number = far;
    for (let j = from; j <= to; j++) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
      let cost = Math.min(
        (last[j] ?? far) + 1,
        (row[j - 1] ?? far) + 1,
        (last[j - 1] ?? far) + (same ? 0 : 1),
      );
      const swapped =
        i > 1 &&
        j > 1 &&
        a.charCodeAt(i - 1) === b.charCodeAt(j - 2) &&
        a.charCodeAt(i - 2) === b.charCodeAt(j - 1);
      if (swapped) cost = Math.min(cost, (before[j - 2] ?? far) + 1);
      row[j] = cost;
      least = Math.min(least, cost);
    }
    if (least > most) return false;
    [before, last, row] = [last, row, before];
  }
  return (last[b.length] ?? far) <= most;
}
