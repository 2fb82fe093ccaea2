import { Refusal } from "../../base/errors.ts";
import { asError } from "../../base/abort.ts";

/** A failure of the network, after which another try may do better. */
export class ConnectionFailure extends Refusal {
  /** Something may have arrived: what has effects may have had them. */
  readonly sent: boolean;

  constructor(sent: boolean, ...words: ConstructorParameters<typeof Refusal>) {
    super(...words);
    this.sent = sent;
  }
}

/** A connection that did not come about, or broke: the words of the system in words for people. */
export function connectionFailure(target: string, thrown: unknown, sent: boolean): Refusal {
  if (thrown instanceof Refusal) return thrown;
  const failure = asError(thrown);
  const code = codeOf(failure);
  return new ConnectionFailure(
    sent,
    "unavailable",
    `There is no connection to "${target}"`,
    `${sentences[code] ?? failure.message} (${code}).`,
    resolutions[code] ?? "Check the address and that the server runs, then try again.",
  );
}

/** Nobody answered in time. */
export function tooLate(
  target: string,
  what: string,
  timeoutMs: number,
  sent: boolean,
): ConnectionFailure {
  return new ConnectionFailure(
    sent,
    "timeout",
    `"${target}" took too long`,
    `${what} took more than ${timeoutMs / 1000} seconds.`,
    "Try again, or allow it more time in the settings of the Snap.",
  );
}

/** The code of a system failure, such as `ECONNREFUSED`. */
export function codeOf(failure: Error): string {
  return "code" in failure && typeof failure.code === "string" ? failure.code : failure.name;
}

const sentences: Readonly<Record<string, string>> = {
  ECONNREFUSED: "Nothing listens there",
  ECONNRESET: "The other side broke the connection off",
  EPIPE: "The other side closed the connection",
  ETIMEDOUT: "Nothing answered",
  EHOSTUNREACH: "The network does not reach it",
  ENETUNREACH: "The network does not reach it",
  ENOTFOUND: "There is no such name",
  EAI_AGAIN: "The name could not be looked up at this time",
  DEPTH_ZERO_SELF_SIGNED_CERT: "Its certificate is signed by nobody but itself",
  SELF_SIGNED_CERT_IN_CHAIN: "Its certificate is signed by an authority that is not known here",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    "Its certificate is signed by an authority that is not known here",
  CERT_HAS_EXPIRED: "Its certificate has expired",
  ERR_TLS_CERT_ALTNAME_INVALID: "Its certificate is for other names",
  EPROTO: "It does not speak TLS as expected",
};

const resolutions: Readonly<Record<string, string>> = {
  ENOTFOUND: "Correct the name of the host.",
  CERT_HAS_EXPIRED: "Have the certificate renewed.",
  ERR_TLS_CERT_ALTNAME_INVALID: "Use a name that its certificate holds.",
};
