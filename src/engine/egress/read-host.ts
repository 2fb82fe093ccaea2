import ipaddr from "ipaddr.js";
import { Refusal } from "../../base/errors.ts";

/** A host in the one spelling that everything below compares and connects to. */
export type Host =
  | { readonly kind: "address"; readonly address: ipaddr.IPv4 | ipaddr.IPv6; readonly text: string }
  | { readonly kind: "name"; readonly text: string };

/**
 * Reads a host in any spelling: names in any case and script, with a dot at the end; IPv4 in decimal, octal,
 * hexadecimal and shortened forms; IPv6 with and without brackets. The WHATWG rules decide, as browsers apply them,
 * so that no spelling is a name to this and an address to whoever connects.
 */
export function readHost(written: string): Host {
  const text = written.trim();
  if (/[\s/?#@\\%<>^|"`{}]/.test(text) || hasControls(text) || text === "") throw badHost(written);
  const bracketed = text.includes(":") && !text.startsWith("[") ? `[${text}]` : text;
  if (/\]./.test(bracketed)) throw badHost(written);
  const url = URL.parse(`http://${bracketed}/`);
  if (url === null || url.port !== "" || url.username !== "") throw badHost(written);
  return hostOf(url.hostname, written);
}

/** The host of a URL that is already read. */
export function hostOf(hostname: string, written = hostname): Host {
  const bare = hostname.replace(/^\[|\]$/g, "");
  if (ipaddr.isValid(bare) && (bare.includes(":") || ipaddr.IPv4.isValidFourPartDecimal(bare))) {
    const address = ipaddr.parse(bare);
    return { kind: "address", address, text: address.toString() };
  }
  const name = bare.replace(/\.$/, "").toLowerCase();
  if (name.length > 253 || !/^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(name)) throw badHost(written);
  return { kind: "name", text: name };
}

export function hasControls(text: string): boolean {
  // oxlint-disable-next-line no-control-regex -- control characters are what it looks for
  return /[\u0000-\u0020\u007f-\u009f\u2028\u2029]/.test(text);
}

function badHost(written: string): Refusal {
  return new Refusal(
    "invalid-argument",
    `${JSON.stringify(written)} is not a host`,
    "Expected a name such as api.example.com, an IPv4 address or an IPv6 address, and nothing around it.",
    "Write the host alone; the port, the path and who logs in have settings of their own.",
  );
}
