import { Refusal, type RefusalCode } from "../../base/errors.ts";

/** Error codes of RFC 6749, 7009, 7591 and 8707, with the refusal that each is here. */
const codes = {
  invalid_request: "bad-request",
  invalid_client: "not-authenticated",
  invalid_grant: "bad-request",
  unauthorized_client: "bad-request",
  unsupported_grant_type: "bad-request",
  unsupported_response_type: "bad-request",
  invalid_scope: "bad-request",
  invalid_target: "bad-request",
  access_denied: "not-permitted",
  invalid_redirect_uri: "bad-request",
  invalid_client_metadata: "bad-request",
  temporarily_unavailable: "limit-reached",
} as const satisfies Record<string, RefusalCode>;

export type OAuthErrorCode = keyof typeof codes;

/** A no in the words of OAuth. The description is ASCII without quotes and backslashes, as the RFCs want it. */
export class OAuthRefusal extends Refusal {
  readonly oauthCode: OAuthErrorCode;
  /** For `temporarily_unavailable`. */
  readonly retryAfterMs: number | undefined;

  constructor(oauthCode: OAuthErrorCode, description: string, retryAfterMs?: number) {
    const plain = description.replaceAll(/[^ !#-[\]-~]/g, "");
    super(
      codes[oauthCode],
      plain,
      `The error is ${oauthCode} of OAuth 2.0.`,
      "Mend it and try again.",
    );
    this.oauthCode = oauthCode;
    this.retryAfterMs = retryAfterMs;
  }
}
