/** Limits of the Snaps that speak to databases. */
export interface DatabaseLimits {
  /** Time without a word from a database while an answer is due; then the connection is given up. */
  readonly databaseAnswerMs: number;
  /** Documents that a bulk load holds until the server has taken them. */
  readonly bulkLoadRowsMax: number;
  /** Rows found to be bad one after the other in one part of a bulk load; the rest of it goes row by row. */
  readonly bulkLoadBadRowsMax: number;
  /** Documents that one statement of a Lookup looks up. */
  readonly lookupDocumentsMax: number;
}

export const defaultDatabaseLimits: DatabaseLimits = {
  databaseAnswerMs: 15 * 60_000,
  bulkLoadRowsMax: 20_000,
  bulkLoadBadRowsMax: 8,
  lookupDocumentsMax: 50,
};
