import { Refusal } from "../../../../base/errors.ts";
import type { EgressAnswer, HttpHeader } from "../../../../engine/egress/egress.ts";
import type { Document } from "../../../../expr/value.ts";
import basic from "../../../accounts/basic-auth.ts";
import { HttpDraft } from "./http-draft.ts";
import { answerRefusal } from "./http-status.ts";
import { ignoredDraft } from "./ignored-draft.ts";
import type { RemoteContext } from "./remote-context.ts";
import { headerOf } from "./remote-entry.ts";
import { alreadyExists, quoted } from "./remote-refusals.ts";
import type { RemoteStore } from "./remote-store.ts";

const redirectsMax = 10;

/** Files of an HTTP server: read by GET, written by PUT, removed by DELETE. It has no directories to list. */
export function httpFiles(context: RemoteContext): RemoteStore {
  const { egress, limits } = context;
  const authorization = authorizationOf(context);
  const ask = async (
    method: string,
    text: string,
    signal: AbortSignal,
    headers: readonly HttpHeader[] = [],
    body?: AsyncIterable<Uint8Array>,
  ): Promise<EgressAnswer> => {
    const url = egress.readUrl(text);
    return await egress.request({
      method,
      url,
      headers: [...authorization, ...headers],
      ...(body === undefined ? {} : { body }),
      signal,
      readTimeoutMs: limits.remoteIdleMs,
    });
  };
  return {
    async open(at, signal) {
      const answer = await follow(at.text, authorization, context, signal);
      if (answer.status !== 200) {
        answer.discard();
        throw answerRefusal(at.text, answer.status);
      }
      return { header: headerFrom(at.text, answer), content: answer.body };
    },
    async create(at, { ifExists }, signal) {
      if (ifExists === "append") throw noAppending(at.text);
      const known = await ask("HEAD", at.text, signal);
      known.discard();
      if ([401, 403].includes(known.status)) throw answerRefusal(at.text, known.status);
      const existed = known.status >= 200 && known.status < 300;
      if (existed && ifExists === "error") throw alreadyExists(at.text);
      if (existed && ifExists === "ignore") return ignoredDraft(at.text);
      // A server that knows conditions does not replace what was put there meanwhile.
      const condition: readonly HttpHeader[] =
        ifExists === "overwrite" ? [] : [["If-None-Match", "*"]];
      const put = (body: AsyncIterable<Uint8Array>) => ask("PUT", at.text, signal, condition, body);
      return new HttpDraft(at.text, { existed, ifExists }, put);
    },
    list: async (at) => {
      throw new Refusal(
        "not-supported",
        `${quoted(at.text)} cannot be listed`,
        "HTTP has no directories.",
        "Name the files, or read an index of them with File Reader or HTTP Client.",
      );
    },
    async remove(at, signal) {
      const answer = await ask("DELETE", at.text, signal);
      answer.discard();
      if (answer.status === 404 || answer.status === 410) return false;
      if (answer.status >= 200 && answer.status < 300) return true;
      throw answerRefusal(at.text, answer.status);
    },
    close: () => undefined,
  };
}

/** A redirect is another request, checked anew; to another origin it goes without the login. */
async function follow(
  text: string,
  authorization: readonly HttpHeader[],
  { egress, limits }: RemoteContext,
  signal: AbortSignal,
): Promise<EgressAnswer> {
  let url = egress.readUrl(text);
  const { origin } = url;
  for (let redirects = 0; redirects <= redirectsMax; redirects++) {
    const headers = url.origin === origin ? authorization : [];
    const readTimeoutMs = limits.remoteIdleMs;
    const answer = await egress.request({ method: "GET", url, headers, signal, readTimeoutMs });
    const location = valueOf(answer, "location");
    if (![301, 302, 303, 307, 308].includes(answer.status) || location === undefined) return answer;
    answer.discard();
    const next = URL.parse(location, url.href);
    if (next === null) throw answerRefusal(text, answer.status);
    url = egress.readUrl(next.href);
  }
  throw new Refusal(
    "bad-gateway",
    `${quoted(text)} is redirected without end`,
    `Expected at most ${redirectsMax} redirects; found more.`,
    "Use the URL at which the file is.",
  );
}

function headerFrom(text: string, answer: EgressAnswer): Document {
  const length = Number(valueOf(answer, "content-length"));
  const updatedMs = Date.parse(valueOf(answer, "last-modified") ?? "");
  const type = valueOf(answer, "content-type");
  return {
    ...headerOf(text, {
      size: Number.isSafeInteger(length) && length >= 0 ? length : undefined,
      updatedMs: Number.isNaN(updatedMs) ? undefined : updatedMs,
    }),
    ...(type === undefined ? {} : { "content-type": type }),
  };
}

function valueOf({ headers }: EgressAnswer, wanted: string): string | undefined {
  return headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
}

function authorizationOf({ account }: RemoteContext): readonly HttpHeader[] {
  const login = basic.of(account);
  if (login === undefined) return [];
  const pair = Buffer.from(`${login.username}:${login.password}`).toString("base64");
  return [["Authorization", `Basic ${pair}`]];
}

function noAppending(path: string): Refusal {
  return new Refusal(
    "not-supported",
    `Nothing can be appended to ${quoted(path)}`,
    "HTTP has no way to add to a file.",
    "Choose the file action OVERWRITE, IGNORE or ERROR.",
  );
}
