import { believe } from "../../base/believe.ts";
import { asError } from "../../base/abort.ts";
import { Refusal, type RefusalCode, refusalStatus } from "../../base/errors.ts";
import { isObject } from "../../base/json.ts";

/** The parts of the product's own REST that commands speak to. */
export type RestPart = "packages" | "tasks";

/** Packages or tasks of a server over REST. Answers are believed to be what this version of the server gives. */
export class AssetClient {
  readonly url: string;
  readonly #authorization: string;
  readonly #org: string | undefined;
  readonly #signal: AbortSignal;
  readonly #below: RestPart;

  constructor(
    url: string,
    token: string,
    org: string | undefined,
    signal: AbortSignal,
    below: RestPart = "packages",
  ) {
    this.#below = below;
    this.url = url.replace(/\/+$/, "");
    this.#authorization = `SLToken ${token}`;
    this.#org = org;
    this.#signal = signal;
  }

  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the command names the answer it knows
  async get<T>(path: string, query: Query = {}): Promise<T> {
    return believe<T>(await this.#json(await this.#send("GET", path, query)));
  }

  /** With the status, since some answers mean different things by it; one that is in `known` is no refusal. */
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the command names the answer it knows
  async send<T>(
    method: "POST" | "PUT" | "DELETE",
    path: string,
    body?: unknown,
    known: readonly number[] = [],
  ): Promise<{ readonly status: number; readonly body: T }> {
    const answer = await this.#send(
      method,
      path,
      {},
      body === undefined ? undefined : JSON.stringify(body),
      "application/json",
      known,
    );
    return { status: answer.status, body: believe<T>(await this.#json(answer)) };
  }

  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the command names the answer it knows
  async upload<T>(path: string, content: AsyncIterable<Uint8Array>, query: Query = {}): Promise<T> {
    return believe<T>(
      await this.#json(
        await this.#send("PUT", path, query, content, "application/octet-stream", []),
      ),
    );
  }

  async download(path: string, query: Query = {}): Promise<AsyncIterable<Uint8Array>> {
    const { body } = await this.#send("GET", path, query);
    return body ?? emptyBody();
  }

  async downloadFile(
    packagePath: string,
    file: string,
    version: string | undefined,
  ): Promise<AsyncIterable<Uint8Array>> {
    const below = file.split("/").map(encodeURIComponent).join("/");
    return await this.download(`${packagePath}/files/${below}`, { version });
  }

  /** A package of that key, made when it is not there. */
  async makePackage(key: string): Promise<void> {
    await this.send("POST", "", { org: this.#org, key }, [409]);
  }

  async #send(
    method: string,
    path: string,
    query: Query,
    body?: string | AsyncIterable<Uint8Array>,
    type = "application/json",
    known: readonly number[] = [],
  ): Promise<Response> {
    const asked = new URL(`${this.url}/api/slipway/v1/${this.#below}${path}`);
    for (const [name, value] of Object.entries({ org: this.#org, ...query })) {
      if (value !== undefined) asked.searchParams.set(name, value);
    }
    const headers: Record<string, string> = { authorization: this.#authorization };
    if (body !== undefined) headers["content-type"] = type;
    let answer: Response;
    try {
      answer = await fetch(asked, {
        method,
        headers,
        signal: this.#signal,
        ...(body === undefined ? {} : { body, duplex: "half" }),
      });
    } catch (thrown) {
      if (this.#signal.aborted) throw asError(this.#signal.reason);
      throw unreachableServer(this.url, thrown);
    }
    if (answer.ok || known.includes(answer.status)) return answer;
    throw await refusalOf(answer);
  }

  async #json(answer: Response): Promise<unknown> {
    return await answer.json();
  }
}

type Query = Readonly<Record<string, string | undefined>>;

async function* emptyBody(): AsyncGenerator<Uint8Array> {
  // Nothing came.
}

/** What the server said no with, as it said it. */
async function refusalOf(answer: Response): Promise<Refusal> {
  const said: unknown = await answer.json().catch(() => undefined);
  const words = isObject(said) ? said : {};
  const word = (name: string, otherwise: string): string => {
    const value = words[name];
    return typeof value === "string" && value !== "" ? value : otherwise;
  };
  return new Refusal(
    codeOf(answer.status),
    word("error", `The server answered ${answer.status}`),
    word("reason", "It did not say why."),
    word("resolution", "Check --url and --token."),
  );
}

function codeOf(status: number): RefusalCode {
  const codes = Object.entries(refusalStatus).filter(([, known]) => known === status);
  return believe<RefusalCode>(codes[0]?.[0] ?? "internal");
}

function unreachableServer(url: string, thrown: unknown): Refusal {
  const cause = asError(asError(thrown).cause ?? thrown).message;
  return new Refusal(
    "unavailable",
    `Cannot reach ${url}`,
    `The connection failed: ${cause || "nothing answered"}.`,
    "Check --url, and that the server runs.",
  );
}
