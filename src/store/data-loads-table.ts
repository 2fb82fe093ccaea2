/** The tables of data models that were loaded, or are being loaded, into databases of their own. */
export interface DataLoadsTable {
  readonly id: string;
  readonly org_id: string;
  readonly package_id: string;
  /** Key of the data model in its package. */
  readonly data_model: string;
  /** The draft or version that it was asked for. */
  readonly version: string;
  /** SHA-256 of the declaration and of the files that it names, hexadecimal. */
  readonly content: string;
  /** Name of the database, empty before it is there. */
  readonly file: string;
  readonly state: "queued" | "loading" | "ready" | "failed";
  /** Why it was begun. */
  readonly reason: "publish" | "draft" | "refresh" | "interval";
  /** JSON: what the loader told last. */
  readonly progress: string;
  /** JSON: rows by table. */
  readonly row_counts: string;
  /** JSON: a list. */
  readonly findings: string;
  /** Id of the process that loads it. */
  readonly holder: string;
  readonly heartbeat_ms: number;
  readonly queued_ms: number;
  readonly started_ms: number | null;
  readonly ended_ms: number | null;
}
