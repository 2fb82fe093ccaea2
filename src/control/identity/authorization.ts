/** What an `Authorization` header holds, before anything is looked up. */
export type Authorization =
  | { readonly kind: "token"; readonly token: string }
  | { readonly kind: "basic"; readonly name: string; readonly password: string }
  | { readonly kind: "unusable"; readonly sentence: string };

/** How to mend it, at the end of each sentence. */
export const sendThis =
  "send `Authorization: SLToken <token>` or `Authorization: Basic <base64 of name:password>`";

/** Reads the header's value. A sentence never repeats what could be a secret. */
export function readAuthorization(value: string): Authorization {
  const text = value.trim();
  const blank = text.search(/\s/);
  const scheme = (blank < 0 ? text : text.slice(0, blank)).toLowerCase();
  const rest = blank < 0 ? "" : text.slice(blank).trim();
  if (scheme === "sltoken") {
    if (rest !== "" && !/\s/.test(rest)) return { kind: "token", token: rest };
    return unusable(
      `The \`Authorization\` header has no single token after \`SLToken\`: ${sendThis}.`,
    );
  }
  if (scheme === "basic") return readBasic(rest);
  if (scheme === "bearer" && rest !== "") {
    return unusable(`The scheme \`Bearer\` is not understood here: ${sendThis}.`);
  }
  return unusable(`The \`Authorization\` header has no \`SLToken \` prefix: ${sendThis}.`);
}

function readBasic(encoded: string): Authorization {
  const decoded = /^[A-Za-z0-9+/_-]+={0,2}$/.test(encoded)
    ? Buffer.from(encoded, "base64").toString("utf8")
    : "";
  const colon = decoded.indexOf(":");
  if (colon > 0) {
    return { kind: "basic", name: decoded.slice(0, colon), password: decoded.slice(colon + 1) };
  }
  return unusable(
    `What follows \`Basic\` is not the base64 of \`name:password\`: encode both with a colon between, or ${sendThis}.`,
  );
}

function unusable(sentence: string): Authorization {
  return { kind: "unusable", sentence };
}
