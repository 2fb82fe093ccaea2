import { SnapFailure } from "../../../engine/snap-failure.ts";

/** One address, with the name in front of it. */
export interface MailAddress {
  readonly name: string;
  readonly address: string;
}

/**
 * The addresses in a text, apart by commas or semicolons: `ada@example.com`, `Ada <ada@example.com>`, or
 * `"Lovelace, Ada" <ada@example.com>`. Nothing in them can become a line of the mail's header.
 */
export function readAddresses(text: string, setting: string): readonly MailAddress[] {
  requireOneLine(text, setting);
  return split(text).map((part) => readAddress(part, setting));
}

/** A value that becomes a line of a mail's header; throws a `SnapFailure` when it would become more than one. */
export function requireOneLine(text: string, setting: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what it looks for
  if (!/[\u0000-\u001f\u007f\u0085\u2028\u2029]/.test(text)) return text;
  throw new SnapFailure(
    `\`${setting}\` has a line break or another control character`,
    "Expected text of one line: a line break would begin another header of the mail.",
    `Take it out before, as in \`$${setting}.replace(/[\\r\\n]+/g, " ")\`.`,
  );
}

function readAddress(part: string, setting: string): MailAddress {
  const named = /^(?:"((?:[^"\\]|\\.)*)"|([^"<>]*))\s*<([^<>]*)>$/.exec(part);
  const address = (named?.[3] ?? part).trim();
  if (!isAddress(address)) {
    throw new SnapFailure(
      `\`${setting}\` has something that is no address`,
      `Expected addresses such as ada@example.com, apart by commas; found ${JSON.stringify(part.slice(0, 200))}.`,
      `Mend \`${setting}\`, or see that its expression has addresses for this document.`,
    );
  }
  const name = (named?.[1]?.replaceAll(/\\(.)/g, "$1") ?? named?.[2] ?? "").trim();
  return { name, address };
}

function isAddress(text: string): boolean {
  if (text.length > 254) return false;
  return /^[^\s"(),:;<>@[\\\]]+@[^\s"(),:;<>@[\\\]]+$/.test(text);
}

/** At commas and semicolons that stand in no quotes. */
function split(text: string): readonly string[] {
  const parts = text.match(/(?:"(?:[^"\\]|\\.)*"|[^,;"]|")+/g) ?? [];
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}
