/** Where in the user's work a finding points. Offsets count UTF-16 code units from 0; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The place a finding speaks of, from the whole down to a stretch of text inside one setting. */
export interface Place {
  /** Key of the Snap in `snap_map`. */
  readonly snapId?: string;
  readonly snapLabel?: string;
  /** Setting by its key as in the SLP, dotted into tables: `transformations.mappingTable[0].expression`. */
  readonly setting?: string;
  /** View id, such as `output0`. */
  readonly view?: string;
  /** Link id, such as `link100`. */
  readonly link?: string;
  /** JSON Pointer into a file that is not (yet) a pipeline. */
  readonly pointer?: string;
  /** The stretch of the expression, path or text that is meant. */
  readonly span?: Span;
}

/** A change that mends a finding: replace the text at `span` of the place (or the whole value) by `replacement`. */
export interface Fix {
  readonly summary: string;
  readonly replacement: string;
}

/**
 * A value about the user's work. `error` says what is wrong, `reason` what was expected and what was found,
 * `resolution` what to do now, with names one can paste.
 */
export interface Finding {
  readonly code: string;
  readonly severity: "error" | "warning";
  readonly place: Place;
  readonly error: string;
  readonly reason: string;
  readonly resolution: string;
  readonly fix?: Fix;
}

export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.severity === "error");
}
