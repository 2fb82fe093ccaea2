/** Who asks, as policies see them. */
export interface Asker {
  /** Name of a user, id of an OAuth client or of an application key. */
  readonly name: string;
  readonly groups: readonly string[];
  /** What policies may refer to as `${caller.<name>}`; `name` is always there. */
  readonly attributes: Readonly<Record<string, string>>;
}
