import { Refusal } from "../base/errors.ts";

/** The bytes of base64 text, standard or URL-safe; white space is ignored. `name` is the argument it came in. */
export function decodeBase64(text: string, name: string): Buffer {
  const compact = text.replaceAll(/\s/g, "").replaceAll("-", "+").replaceAll("_", "/");
  const stray = /[^A-Za-z0-9+/=]|=(?!=?$)/.exec(compact);
  if (stray !== null) {
    throw new Refusal(
      "invalid-content",
      `\`${name}\` is not base64`,
      `Base64 consists of letters, digits, +, / and = at the end; ${JSON.stringify(stray[0])} was found at character ${stray.index}.`,
      compact.startsWith("data:")
        ? "Send only what follows `;base64,` of the data URL."
        : "Encode the bytes as base64, or change the encoding argument if the content is plain text.",
    );
  }
  const digits = compact.replaceAll("=", "");
  if (digits.length % 4 === 1) {
    throw new Refusal(
      "invalid-content",
      `\`${name}\` is not complete base64`,
      `Base64 has four characters for three bytes; ${digits.length} characters cannot be whole bytes.`,
      "Send all of the content; it may have been cut on its way.",
    );
  }
  return Buffer.from(digits, "base64");
}
