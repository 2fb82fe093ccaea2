import { asError } from "../../../base/abort.ts";
import { Refusal } from "../../../base/errors.ts";

/** What a mail server answered, or that it did not, as a refusal. */
export function mailFailure(
  target: string,
  thrown: unknown,
  contentBegun: boolean,
): Refusal | Error {
  const failure = asError(thrown);
  if (failure instanceof Refusal) return failure;
  const code = codeOf(failure);
  const answer = answerOf(failure);
  const said = answer === undefined ? "nothing" : String(answer);
  switch (code) {
    case "EAUTH":
    case "ENOAUTH":
    case "EOAUTH2":
      return new Refusal(
        "not-permitted",
        `The login to "${target}" was refused`,
        `The mail server answered ${said} to the user and the password of the account.`,
        "Test the account of the Snap; the password may have changed.",
      );
    case "ETLS":
      return withoutTls(target);
    case "EENVELOPE":
    case "EMESSAGE":
    case "EPROTOCOL":
    case "ESTREAM":
      return answer === undefined ? failure : refusedMail(target, answer);
    case "ECONNECTION":
    case "EDNS":
    case "ESOCKET":
    case "ETIMEDOUT":
      if (!contentBegun && /certificate|altname|\bTLS\b|\bSSL\b/i.test(failure.message)) {
        return withoutTls(target);
      }
      return broken(target, contentBegun);
    default:
      return failure;
  }
}

function withoutTls(target: string): Refusal {
  return new Refusal(
    "bad-gateway",
    `"${target}" does not speak TLS as the account expects`,
    "Expected a mail server that encrypts the connection; it does not, or not with a certificate that is known here.",
    "Mend `secureConnection` and the port of the account.",
  );
}

/** From 400 on a server asks to try later, from 500 on it has made up its mind. */
function refusedMail(target: string, answer: number): Refusal {
  const passes = answer < 500;
  return new Refusal(
    passes ? "unavailable" : "run-failed",
    `"${target}" did not take the mail`,
    `It answered ${answer}, which is ${passes ? "a no for now" : "a no for good"}.`,
    passes
      ? "Try again later, or set `retries`."
      : "Mend the addresses, or make the mail smaller; the log of the mail server says which it is.",
  );
}

/** Once the content was under way, the mail may have arrived: it is not sent a second time. */
function broken(target: string, contentBegun: boolean): Refusal {
  if (contentBegun) {
    return new Refusal(
      "run-failed",
      `"${target}" broke off in the middle of the mail`,
      "The server did not say whether it took the mail, so it was not sent again.",
      "See at the recipient's whether it arrived, then run it again for this document.",
    );
  }
  return new Refusal(
    "unavailable",
    `There is no connection to "${target}"`,
    "The mail server did not answer, or broke the connection off, before the mail was sent.",
    "Check the server, its port and `secureConnection` in the account, then try again.",
  );
}

function codeOf(failure: Error): string {
  const value: unknown = Reflect.get(failure, "code");
  return typeof value === "string" ? value : "";
}

function answerOf(failure: Error): number | undefined {
  const value: unknown = Reflect.get(failure, "responseCode");
  return typeof value === "number" ? value : undefined;
}
