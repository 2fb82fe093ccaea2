/**
 * A project as callers name it. `org` absent refuses with `Organization is required`; `projectPath` is inside the org,
 * as `shared` or `MyTeam/my-project`, and never starts with the org's name.
 */
export interface Where {
  readonly org?: string | undefined;
  readonly projectPath?: string | undefined;
}
