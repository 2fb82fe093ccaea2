import type { Connection } from "./connection.ts";

/** How one client is told of the server. */
export interface Recipe {
  /** As it is typed after `slipway connect`. */
  readonly client: string;
  readonly title: string;
  /** Where the text goes, in a few words. */
  readonly place: string;
  /** Exactly what to paste there. */
  readonly text: (connection: Connection) => string;
}

export function authorizationOf({ token }: Connection): string {
  return `SLToken ${token}`;
}

/** One word of a shell command. */
export function shellWord(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  return /["$`\\!]/.test(text) ? `'${text.replaceAll("'", `'\\''`)}'` : `"${text}"`;
}
