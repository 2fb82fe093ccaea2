/** Line and column of an offset, both from 1; a column counts UTF-16 code units, as editors do. */
export interface LineAndColumn {
  readonly line: number;
  readonly column: number;
}

/** Finds the line and column of offsets into `source`; lines end with `\n`, `\r\n` or `\r`. */
export function lineAndColumn(source: string, offset: number): LineAndColumn {
  return createLineIndex(source)(offset);
}

/** The same for many offsets of one source. */
export function createLineIndex(source: string): (offset: number) => LineAndColumn {
  const starts = [0];
  for (const match of source.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}
