import { isObject, parseJson, type Json } from "../../../base/json.ts";
import type { Egress, HttpHeader } from "../../../engine/egress/egress.ts";
import { SnapFailure } from "../../../engine/snap-failure.ts";
import type oauth2 from "../../accounts/oauth2.ts";
import { readAll } from "../binary/content.ts";

export type OAuth2Values = NonNullable<ReturnType<(typeof oauth2)["of"]>>;

/** What a token endpoint answers with is small. */
const tokenAnswerBytesMax = 1024 * 1024;
/** A token is renewed so long before it expires. */
const earlyMs = 30_000;

interface Token {
  readonly text: string;
  readonly expiresMs: number;
}

export interface TokenContext {
  readonly egress: Egress;
  readonly signal: AbortSignal;
  readonly now: () => number;
  /** Takes each token, so that no error shows it. */
  readonly keepSecret: (text: string) => void;
}

/** The access token of one OAuth2 account: obtained once, shared by all requests of the Snap, renewed when it is due or refused. */
export class OAuth2Tokens {
  readonly #account: OAuth2Values;
  readonly #context: TokenContext;
  #refreshToken: string;
  #token: Promise<Token> | undefined;

  constructor(account: OAuth2Values, context: TokenContext) {
    this.#account = account;
    this.#context = context;
    this.#refreshToken = account.refreshToken;
    if (account.accessToken !== "") {
      const text = account.accessToken;
      this.#token = Promise.resolve({ text, expiresMs: Number.POSITIVE_INFINITY });
    }
  }

  /** A token that is good as far as is known. One that the server refused is passed as `refused`. */
  async get(refused?: string): Promise<string> {
    const known = await this.#token?.catch(() => undefined);
    const isGood = known !== undefined && known.text !== refused;
    if (isGood && known.expiresMs > this.#context.now()) return known.text;
    const token = this.#obtain();
    this.#token = token;
    return (await token).text;
  }

  get renews(): boolean {
    return this.#account.grantType === "client_credentials" || this.#refreshToken !== "";
  }

  async #obtain(): Promise<Token> {
    const { egress, keepSecret, now, signal } = this.#context;
    const { clientId, clientSecret, tokenEndpoint, scope } = this.#account;
    const asBasic = this.#account.sendClientDataAsBasicHeader;
    const form = new URLSearchParams();
    if (this.#refreshToken !== "") {
      form.set("grant_type", "refresh_token");
      form.set("refresh_token", this.#refreshToken);
    } else form.set("grant_type", "client_credentials");
    if (scope !== "") form.set("scope", scope);
    if (!asBasic) {
      form.set("client_id", clientId);
      if (clientSecret !== "") form.set("client_secret", clientSecret);
    }
    for (const { name, value } of this.#account.tokenEndpointConfig) form.set(name, value);
    const login = `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`;
    const headers: HttpHeader[] = [
      ["content-type", "application/x-www-form-urlencoded"],
      ["accept", "application/json"],
      ...(asBasic
        ? [["authorization", `Basic ${Buffer.from(login).toString("base64")}`] as const]
        : []),
    ];
    const answer = await egress.request({
      method: "POST",
      url: egress.readUrl(tokenEndpoint),
      headers,
      body: Buffer.from(form.toString()),
      signal,
      readTimeoutMs: 60_000,
    });
    const bytes = await readAll(answer.body, tokenAnswerBytesMax, signal);
    const found = jsonOrNothing(Buffer.from(bytes).toString("utf8"));
    const said = isObject(found) ? found : {};
    const text = said["access_token"];
    if (answer.status !== 200 || typeof text !== "string" || text === "")
      throw noToken(answer.status, said["error"]);
    keepSecret(text);
    if (typeof said["refresh_token"] === "string" && said["refresh_token"] !== "") {
      this.#refreshToken = said["refresh_token"];
      keepSecret(this.#refreshToken);
    }
    const lifeMs = Number(said["expires_in"]) * 1000;
    const expiresMs = Number.isFinite(lifeMs)
      ? now() + Math.max(lifeMs - earlyMs, lifeMs / 2)
      : Number.POSITIVE_INFINITY;
    return { text, expiresMs };
  }
}

function noToken(status: number, error: unknown): SnapFailure {
  const said = typeof error === "string" ? ` and the error "${error.slice(0, 200)}"` : "";
  return new SnapFailure(
    "No OAuth2 token was obtained",
    `Expected a token from the token endpoint of the account; found status ${status}${said}.`,
    "Check the client, its secret and the grant of the account.",
    { status_code: status },
  );
}

function jsonOrNothing(text: string): Json {
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}
