/** A request to an OAuth endpoint that takes a form. */
export interface FormRequest {
  /** Each parameter once; empty ones are left out, as the RFC wants it. */
  readonly form: ReadonlyMap<string, string>;
  readonly authorization: string | undefined;
  /** Where it came from. */
  readonly address: string;
  /** How the world addresses this server. */
  readonly serverUrl: string;
}
