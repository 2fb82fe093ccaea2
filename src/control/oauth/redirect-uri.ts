import type { Limits } from "../../base/limits.ts";
import { isLoopback } from "./server-address.ts";

/** Schemes that a browser acts on itself: a code must never be handed to them. */
const unfitSchemes: readonly string[] = [
  "about:",
  "blob:",
  "data:",
  "file:",
  "ftp:",
  "javascript:",
  "mailto:",
  "vbscript:",
  "view-source:",
  "ws:",
  "wss:",
];

/** What is wrong with a redirect URI; nothing when a client may be registered with it. */
export function redirectUriProblem(
  uri: string,
  { redirectUriLengthMax }: Pick<Limits, "redirectUriLengthMax">,
): string | undefined {
  if (uri.length > redirectUriLengthMax)
    return `it has more than ${redirectUriLengthMax} characters`;
  if (!/^[!-~]+$/.test(uri)) return "it has blanks or characters that are not ASCII";
  const url = URL.parse(uri);
  if (url === null) return "it is no absolute URI";
  if (uri.includes("#")) return "it has a fragment";
  if (uri.includes("*")) return "it has a wildcard";
  if (url.username !== "" || url.password !== "") return "it has a user name";
  if (unfitSchemes.includes(url.protocol)) return `its scheme is ${url.protocol}`;
  if (url.protocol === "http:" && !isLoopback(url)) return "it is http to another machine";
  return undefined;
}

/** Whether it leads to the machine of the user, whatever listens there. */
export function isLoopbackRedirect(uri: string): boolean {
  const url = URL.parse(uri);
  return url !== null && url.protocol === "http:" && isLoopback(url);
}

/** Whether the URI asked for is the registered one: to the letter, but any port on the user's own machine (RFC 8252). */
export function isRegisteredRedirect(asked: string, registered: readonly string[]): boolean {
  return registered.some((one) => one === asked || isSameButPort(one, asked));
}

function isSameButPort(registered: string, asked: string): boolean {
  if (!isLoopbackRedirect(registered) || !isLoopbackRedirect(asked)) return false;
  return withoutPort(registered) === withoutPort(asked);
}

/** The text, not what a parser makes of it, so that paths are compared to the letter too. */
function withoutPort(uri: string): string {
  return uri.replace(/^(http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])):\d{1,5}(?=[/?]|$)/, "$1");
}
