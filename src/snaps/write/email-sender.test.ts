import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { runSnap } from "../../../test/support/run-snap.ts";
import {
  type MailServer,
  type ReceivedMail,
  startSmtpServer,
} from "../../../test/support/servers/smtp-server.ts";
import type { SnapExample } from "../../engine/define-snap.ts";
import { defaultLimits, type Limits } from "../../base/limits.ts";
import { createEgress } from "../../engine/egress/create-egress.ts";
import { publicAndLoopback } from "../../engine/egress/egress-policy.ts";
import emailSender from "./email-sender.ts";

describe("Email Sender", () => {
  const egress = createEgress(publicAndLoopback, defaultLimits);
  let server: MailServer;
  before(async () => {
    server = await startSmtpServer();
  });
  beforeEach(() => {
    server.mails.length = 0;
    server.faults = {};
  });
  after(() => server[Symbol.asyncDispose]());

  async function send(
    settings: NonNullable<SnapExample["settings"]>,
    more: Partial<SnapExample> = {},
    values: Readonly<Record<string, string | number>> = {},
    limits: Partial<Limits> = {},
  ) {
    const account = {
      type: "smtp",
      values: {
        serverDomain: "127.0.0.1",
        port: server.port,
        secureConnection: "NONE",
        emailId: "ada",
        password: "lovelace",
        connectionTimeout: 2_000,
        readTimeout: 2_000,
        ...values,
      },
    };
    const base = { from: "ada@example.com", to: "bob@example.com", subject: "Hello" };
    const example = { settings: { ...base, ...settings }, account, ...more };
    return await runSnap(emailSender, example, { limits, egress });
  }

  it("sends a mail for each document over one connection, with the document's values", async () => {
    const logins = server.logins();
    const { outputs } = await send(
      {
        to: { expression: "$to" },
        cc: 'Carl <carl@example.com>; "Doe, Dora" <dora@example.com>',
        bcc: "hidden@example.com",
        subject: { expression: "'Order ' + $id" },
        body: { expression: "'<b>' + $id + '</b>'" },
        passThrough: true,
      },
      {
        given: [
          { id: 1, to: "one@example.com" },
          { id: 2, to: "two@example.com" },
        ],
      },
    );
    assert.equal(server.logins() - logins, 1);
    const [one, two] = server.mails;
    assert.deepEqual(one?.to, [
      "one@example.com",
      "carl@example.com",
      "dora@example.com",
      "hidden@example.com",
    ]);
    assert.match(one.text, /^Subject: Order 1\r$/m);
    assert.match(one.text, /^Cc: Carl <carl@example.com>, "Doe, Dora" <dora@example.com>\r$/m);
    assert.match(one.text, /^Content-Type: text\/html/m);
    assert.match(one.text, /<b>1<\/b>/);
    assert.ok(!headerOf(one).includes("hidden@example.com"));
    assert.match(two?.text ?? "", /<b>2<\/b>/);
    assert.partialDeepStrictEqual(outputs["output0"], [
      { original: { id: 1 }, accepted: one.to },
      { original: { id: 2 } },
    ]);
  });

  it("sends plain text, with files as attachments", async () => {
    await send(
      {
        emailType: "Plain text",
        body: "See below.",
        attachments: [{ url: "orders.csv" }, { url: "notes.txt" }],
      },
      { files: { "orders.csv": "id\n1\n", "notes.txt": "ok" } },
    );
    const { text } = server.mails[0] ?? { text: "" };
    assert.match(text, /Content-Type: text\/plain/);
    assert.match(text, /filename=orders\.csv/);
    assert.match(text, /filename=notes\.txt/);
    assert.ok(text.includes(Buffer.from("id\n1\n").toString("base64")));
  });

  it("sends rows of documents as tables of at most so many rows, in which values stay text", async () => {
    const { outputs } = await send(
      { emailType: "HTML table", body: "Orders:", tableDataPath: "$rows", batchSize: 2 },
      {
        given: [
          { rows: [{ id: 1, note: "<script>x</script>" }] },
          { rows: [{ id: 2 }, { id: 3, extra: true }] },
        ],
      },
    );
    assert.equal(server.mails.length, 2);
    assert.equal(outputs["output0"]?.length, 2);
    const [one, two] = server.mails.map(({ text }) => text.replaceAll("=\r\n", ""));
    assert.match(one ?? "", /<td>1<\/td><td>&lt;script&gt;x&lt;\/script&gt;<\/td>/);
    assert.match(one ?? "", /<td>2<\/td><td><\/td>/);
    assert.match(two ?? "", /<th>id<\/th><th>extra<\/th>/);
  });

  for (const [field, value] of [
    ["subject", "Hi\r\nBcc: eve@example.com"],
    ["subject", "Hi\nX: y"],
    ["to", "bob@example.com\r\nBcc: eve@example.com"],
    ["to", "bob@example.com>\u0000"],
    ["to", "Bob\r\n <bob@example.com>"],
    ["cc", "bob@example.com\u2028Bcc: eve@example.com"],
    ["from", "ada@example.com\rX: y"],
    ["to", "<bob@example.com> SIZE=1"],
    ["to", "bob@example.com> RCPT TO:<eve@example.com"],
  ] as const) {
    it(`refuses ${JSON.stringify(value)} as ${field}, and sends nothing`, async () => {
      const document = { v: value };
      const { errors } = await send(
        { [field]: { expression: "$v" } },
        { given: [document], errors: [{}] },
      );
      assert.partialDeepStrictEqual(errors, [{ original: document }]);
      assert.match(JSON.stringify(errors[0]), new RegExp(`\`${field}\``));
      assert.deepEqual(server.mails, []);
    });
  }

  it("keeps lines of a body that look like headers or the end in the body", async () => {
    const body = "one\r\n.\r\nMAIL FROM:<eve@example.com>\r\nBcc: eve@example.com";
    await send({ emailType: "Plain text", body: { expression: "$b" } }, { given: [{ b: body }] });
    assert.equal(server.mails.length, 1);
    assert.deepEqual(server.mails[0]?.to, ["bob@example.com"]);
    assert.ok(!headerOf(server.mails[0]).includes("eve"));
    assert.match(server.mails[0].text, /\r\n\.\r\nMAIL FROM/);
  });

  it("tries again what the server does not take for now, and not what it refuses", async () => {
    server.faults = { answers: [451, 421] };
    const { failure } = await send({ retries: 2, retryInterval: 0 });
    assert.equal(failure, undefined);
    assert.equal(server.mails.length, 1);
    server.faults = { answers: [554] };
    const refused = await send({ retries: 2, retryInterval: 0 });
    assert.match(refused.failure ?? "", /did not take the mail[^]*554/);
    assert.equal(server.mails.length, 1);
  });

  it("does not send again a mail whose fate it does not know", async () => {
    server.faults = { hangUp: true };
    const { failure } = await send({ body: "x".repeat(10_000), retries: 3, retryInterval: 0 });
    assert.match(failure ?? "", /broke off in the middle of the mail/);
    assert.equal(server.mails.length, 1, "the server had it, and died before it said so");
  });

  it("names the addresses that a mail did not reach", async () => {
    const { errors } = await send(
      { to: "bob@example.com, nobody@example.com" },
      { given: [{ id: 1 }], errors: [{}] },
    );
    assert.partialDeepStrictEqual(errors, [
      { accepted: ["bob@example.com"], rejected: ["nobody@example.com"], original: { id: 1 } },
    ]);
    const none = await send({ to: "nobody@example.com" });
    assert.match(none.failure ?? "", /did not take the mail[^]*550/);
  });

  it("says that a login is refused, without the password, and that nobody listens", async () => {
    const wrong = await send({}, {}, { password: "wr0ng-pass" });
    assert.match(wrong.failure ?? "", /The login to "127\.0\.0\.1:\d+" was refused/);
    assert.ok(!wrong.failure?.includes("wr0ng-pass"));
    const gone = await send({}, {}, { port: 1 });
    assert.match(gone.failure ?? "", /There is no connection to "127\.0\.0\.1:1"/);
    const inside = await send({}, {}, { serverDomain: "169.254.169.254" });
    assert.match(inside.failure ?? "", /"169\.254\.169\.254" may not be reached from here/);
  });

  it("does not send in the clear when the account says TLS", async () => {
    const { failure } = await send({}, {}, { secureConnection: "TLS" });
    assert.match(failure ?? "", /does not speak TLS/);
    assert.deepEqual(server.mails, []);
  });

  it("refuses a mail that is too large, or goes to too many or nobody", async () => {
    const attachments = [{ url: "big.txt" }];
    const files = { "big.txt": "x".repeat(2_000) };
    const large = await send({ attachments }, { files }, {}, { mailBytesMax: 1_000 });
    assert.match(large.failure ?? "", /The mail is too large/);
    const many = await send({ to: "a@b.c,d@e.f" }, {}, {}, { mailRecipientsMax: 1 });
    assert.match(many.failure ?? "", /goes to too many/);
    const nobody = await send({ to: " , " });
    assert.match(nobody.failure ?? "", /goes to nobody/);
    const missing = await send({ attachments: [{ url: "nowhere.txt" }] });
    assert.match(missing.failure ?? "", /There is no file "nowhere.txt"/);
    assert.deepEqual(server.mails, []);
  });
});

function headerOf({ text }: ReceivedMail): string {
  return text.slice(0, text.indexOf("\r\n\r\n"));
}
