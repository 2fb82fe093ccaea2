import { posix } from "node:path";
import { Readable } from "node:stream";
import type { SendMailOptions } from "nodemailer";
import type { Limits } from "../../../base/limits.ts";
import type { FileAccess, OpenFile } from "../../../engine/file-access.ts";
import { SnapFailure } from "../../../engine/snap-failure.ts";
import type { Value } from "../../../expr/value.ts";
import { openFile } from "../files/open-file.ts";
import { readAddresses, requireOneLine } from "./addresses.ts";
import { htmlTable, textTable } from "./data-table.ts";

/** What the settings of a mail came to for a document. */
export interface MailText {
  readonly from: string;
  readonly to: string;
  readonly cc: string;
  readonly bcc: string;
  readonly subject: string;
  readonly body: string;
  readonly isHtml: boolean;
  /** What follows the body as a table; undefined for none. */
  readonly rows: readonly Value[] | undefined;
  /** Paths of files. */
  readonly attachments: readonly string[];
}

export interface ComposeOptions {
  readonly files: FileAccess;
  readonly signal: AbortSignal;
  readonly limits: Pick<Limits, "mailBytesMax" | "mailRecipientsMax">;
}

/** A mail made ready: checked, its attachments opened. They are read when it is sent, and only once. */
export async function composeMail(
  mail: MailText,
  options: ComposeOptions,
): Promise<SendMailOptions> {
  const [sender, ...senders] = readAddresses(mail.from, "from");
  const [to, cc, bcc] = [
    readAddresses(mail.to, "to"),
    readAddresses(mail.cc, "cc"),
    readAddresses(mail.bcc, "bcc"),
  ];
  const { mailBytesMax, mailRecipientsMax } = options.limits;
  const recipients = to.length + cc.length + bcc.length;
  if (sender === undefined || senders.length > 0) throw noSender(senders.length);
  if (recipients === 0) throw nobody();
  if (recipients > mailRecipientsMax) throw tooMany(recipients, mailRecipientsMax);
  const text = contentOf(mail);
  const budget = { left: mailBytesMax - Buffer.byteLength(text), bytesMax: mailBytesMax };
  if (budget.left < 0) throw tooLarge(mailBytesMax);
  const attachments = [];
  for (const path of mail.attachments) {
    const file = await openFile(path, { ...options, retries: 0, retryIntervalMs: 0 });
    attachments.push(attachmentOf(path, file, budget));
  }
  return {
    from: { ...sender },
    to: to.map((one) => ({ ...one })),
    cc: cc.map((one) => ({ ...one })),
    bcc: bcc.map((one) => ({ ...one })),
    subject: requireOneLine(mail.subject, "subject"),
    ...(mail.isHtml ? { html: text } : { text }),
    attachments,
  };
}

function contentOf({ body, isHtml, rows }: MailText): string {
  if (rows === undefined) return body;
  const table = isHtml ? htmlTable(rows) : textTable(rows);
  return body === "" ? table : `${body}${isHtml ? "<br>" : "\n"}\n${table}`;
}

interface Budget {
  left: number;
  readonly bytesMax: number;
}

function attachmentOf(path: string, { header, content }: OpenFile, budget: Budget) {
  const type = header["content-type"];
  async function* counted(): AsyncIterable<Uint8Array> {
    for await (const chunk of content) {
      budget.left -= chunk.length;
      if (budget.left < 0) throw tooLarge(budget.bytesMax);
      yield chunk;
    }
  }
  return {
    filename: requireOneLine(posix.basename(path.replace(/[?#].*$/, "")), "attachments"),
    content: Readable.from(counted(), { objectMode: false }),
    ...(typeof type === "string" ? { contentType: requireOneLine(type, "attachments") } : {}),
  };
}

function noSender(more: number): SnapFailure {
  return new SnapFailure(
    "The mail has no sender",
    `Expected one address in \`from\`; found ${more === 0 ? "none" : more + 1}.`,
    "Set `from`, or `emailId` in the account.",
  );
}

function nobody(): SnapFailure {
  return new SnapFailure(
    "The mail goes to nobody",
    "Expected an address in `to`, `cc` or `bcc`; found none.",
    "Set `to`, or see that its expression has an address for this document.",
  );
}

function tooMany(found: number, max: number): SnapFailure {
  return new SnapFailure(
    "The mail goes to too many",
    `Expected at most ${max} addresses (mailRecipientsMax); found ${found}.`,
    "Send several mails, or write to a list.",
  );
}

function tooLarge(bytesMax: number): SnapFailure {
  return new SnapFailure(
    "The mail is too large",
    `Expected at most ${bytesMax} bytes of text and attachments (mailBytesMax); found more.`,
    "Put the file where the recipient can fetch it, and send its address.",
  );
}
