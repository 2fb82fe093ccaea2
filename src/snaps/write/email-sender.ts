import type { Emission } from "../../engine/batch.ts";
import { defineSnap, optional } from "../../engine/define-snap.ts";
import { documentsOf } from "../../engine/operators/items.ts";
import { choice } from "../../engine/settings/choice.ts";
import { flag } from "../../engine/settings/flag.ts";
import { integer } from "../../engine/settings/integer.ts";
import { path } from "../../engine/settings/path.ts";
import { table } from "../../engine/settings/table.ts";
import { textPerDocument } from "../../engine/settings/text.ts";
import type { BoundSettings } from "../../engine/setting.ts";
import type { SnapContext, SnapInput } from "../../engine/snap-context.ts";
import { SnapFailure } from "../../engine/snap-failure.ts";
import type { Document, Value } from "../../expr/value.ts";
import smtp from "../accounts/smtp.ts";
import { retriesOf, retrySettings, withRetries } from "../support/files/retries.ts";
import { type FilesFor, withFiles } from "../support/files/snap-files.ts";
import { composeMail, type MailText } from "../support/mail/compose-mail.ts";
import { rowsOf } from "../support/mail/data-table.ts";
import { createMailer, type Mailer, type SentMail } from "../support/mail/mailer.ts";

const settings = {
  to: textPerDocument({
    help: "Addresses, apart by commas, such as `Ada <ada@example.com>, bob@example.com`.",
    required: true,
  }),
  cc: textPerDocument({ help: "Addresses that get a copy." }),
  bcc: textPerDocument({ help: "Addresses that get a copy and that nobody sees." }),
  from: textPerDocument({ help: "Address of the sender; the account's user when blank." }),
  subject: textPerDocument({ help: "Subject, of one line." }),
  emailType: choice({
    help: "What the body is.",
    options: ["HTML text", "Plain text", "HTML table"],
    default: "HTML text",
  }),
  body: textPerDocument({ help: "Text of the mail; values in it are put in as they are." }),
  attachments: table({
    help: "Files that go with the mail.",
    columns: { url: textPerDocument({ help: "Path of the file, as File Reader has it." }) },
  }),
  tableDataPath: path({
    help: "Path of what is sent as a table below the body, such as `$orders`; for an HTML table the document when blank.",
  }),
  batchSize: integer({
    help: "Rows of the table of one mail, over several documents.",
    default: 100,
    minimum: 1,
    maximum: 100_000,
  }),
  passThrough: flag({ help: "Adds the document to the output, under `original`.", default: false }),
  ...retrySettings,
};

export default defineSnap({
  classId: "com-snaplogic-snaps-email-emailsender",
  version: 2,
  name: "EmailSender",
  label: "Email Sender",
  category: "write",
  summary: "Sends mail over SMTP.",
  details:
    "A mail for each document, or one without input. With `tableDataPath`, or for an HTML table, what the path leads to becomes rows of a table below the body, and a mail is sent for every `batchSize` rows over consecutive documents; the addresses, the subject and the body are then those of the first of its documents. The output has a document for each mail: `messageId`, `accepted` (addresses) and, with `passThrough`, `original`. When the server takes a mail for some of its addresses only, or for none, the document goes to the error behaviour with `accepted` and `rejected`. A value with a line break in an address, a sender or a subject is refused. A mail is sent again, as often as `retries`, when the server did not take it for now or was not there; one whose fate is not known is not. Attachments of other machines are read without a login. Skipped in validation. The keys of the output are chosen here.",
  views: { input: optional("document"), output: optional("document") },
  writes: true,
  accounts: [smtp.name],
  accountRequired: true,
  settings,
  run: (context) =>
    withFiles(
      context,
      (filesFor) =>
        async function* sent({ inputs: [input] }): AsyncIterable<Emission> {
          const mailers = new Map<string, Mailer>();
          try {
            for await (const batch of batchesOf(input, context)) {
              const document = await sendBatch(batch, mailers, filesFor, context);
              if (document !== undefined) yield { view: 0, items: [document] };
            }
          } finally {
            for (const mailer of mailers.values()) mailer.close();
          }
        },
    ),
  examples: [
    {
      title: "An account is needed",
      settings: { to: "ada@example.com", subject: "Hello", body: "Hello" },
      fails: "account",
    },
  ],
});

type Context = SnapContext<BoundSettings<typeof settings>>;

/** The documents of one mail, and their rows when it has a table. */
interface MailBatch {
  readonly documents: readonly Document[];
  readonly rows: readonly Value[] | undefined;
}

async function* batchesOf(
  input: SnapInput | undefined,
  { settings: bound }: Context,
): AsyncIterable<MailBatch> {
  const { batchSize, emailType, tableDataPath } = bound;
  const hasTable = tableDataPath !== undefined || emailType === "HTML table";
  let documents: Document[] = [];
  let rows: Value[] = [];
  for await (const document of documentsIn(input)) {
    if (!hasTable) {
      yield { documents: [document], rows: undefined };
      continue;
    }
    const found = rowsOf(tableDataPath === undefined ? document : tableDataPath.readOne(document));
    documents.push(document);
    for (const row of found) {
      if (rows.length === batchSize) {
        yield { documents, rows };
        documents = [document];
        rows = [];
      }
      rows.push(row);
    }
  }
  if (documents.length > 0) yield { documents, rows };
}

async function* documentsIn(input: SnapInput | undefined): AsyncIterable<Document> {
  if (input === undefined) yield {};
  else for await (const batch of documentsOf(input)) yield* batch;
}

/** Sends one mail and says so; undefined when it went to the error behaviour, with all of its documents. */
async function sendBatch(
  { documents, rows }: MailBatch,
  mailers: Map<string, Mailer>,
  filesFor: FilesFor,
  context: Context,
): Promise<Document | undefined> {
  const { settings: bound, signal, limits, reject } = context;
  const [first = {}] = documents;
  try {
    const { mailer, sender } = await mailerFor(first, mailers, context);
    const files = await filesFor(first);
    const text = textOf(first, rows, sender, bound);
    const mail = await withRetries(retriesOf(bound, signal), async () =>
      mailer.send(await composeMail(text, { files, signal, limits })),
    );
    if (mail.rejected.length > 0) throw partlyRejected(mail);
    const result = { messageId: mail.messageId, accepted: [...mail.accepted] };
    if (!bound.passThrough) return result;
    const original = documents.length === 1 ? first : [...documents];
    return { ...result, original };
  } catch (failure) {
    for (const document of documents) reject(document, failure);
    return undefined;
  }
}

async function mailerFor(
  document: Document,
  mailers: Map<string, Mailer>,
  { account, egress, signal }: Context,
): Promise<{ readonly mailer: Mailer; readonly sender: string }> {
  const bound = await account(document);
  const server = smtp.of(bound);
  if (bound === undefined || server === undefined) throw noAccount();
  const mailer = mailers.get(bound.path) ?? createMailer(server, egress, signal);
  mailers.set(bound.path, mailer);
  return { mailer, sender: server.emailId };
}

function textOf(
  document: Document,
  rows: readonly Value[] | undefined,
  sender: string,
  bound: BoundSettings<typeof settings>,
): MailText {
  return {
    from: bound.from(document) || sender,
    to: bound.to(document),
    cc: bound.cc(document),
    bcc: bound.bcc(document),
    subject: bound.subject(document),
    body: bound.body(document),
    isHtml: bound.emailType !== "Plain text",
    rows,
    attachments: bound.attachments.map(({ url }) => url(document)).filter((url) => url !== ""),
  };
}

function partlyRejected({ accepted, rejected }: SentMail): SnapFailure {
  return new SnapFailure(
    "The mail did not reach everybody",
    `The mail server took it for ${accepted.length} addresses and refused ${rejected.length}.`,
    "Mend the addresses in `rejected`, and send it to those alone.",
    { accepted: [...accepted], rejected: [...rejected] },
  );
}

function noAccount(): SnapFailure {
  return new SnapFailure(
    "Email Sender needs an account",
    "Expected an account of the type SMTP bound to the Snap; found none.",
    "Create one with `slipway account create`, and name it in the account settings of the Snap.",
  );
}
