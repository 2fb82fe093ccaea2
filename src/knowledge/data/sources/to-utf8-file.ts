import { createReadStream, createWriteStream } from "node:fs";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { Refusal } from "../../../base/errors.ts";
import type { CsvSource } from "../model/data-model.ts";
import type { SourceContext } from "./source-context.ts";

/** The file itself when it is UTF-8, else a copy of it that is. */
export async function toUtf8File(
  source: CsvSource,
  path: string,
  { workspace }: SourceContext,
): Promise<string> {
  const { encoding = "utf-8", file } = source;
  const decoder = decoderOf(encoding, file);
  if (decoder.encoding === "utf-8") return path;
  const copy = workspace.newPath(".csv");
  const decode = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      done(null, decoder.decode(chunk, { stream: true }));
    },
    flush(done) {
      done(null, decoder.decode());
    },
  });
  const { signal } = workspace;
  const from = createReadStream(path);
  const to = createWriteStream(copy);
  await (path.endsWith(".gz")
    ? pipeline(from, createGunzip(), decode, to, { signal })
    : pipeline(from, decode, to, { signal }));
  return copy;
}

function decoderOf(encoding: string, file: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(encoding);
  } catch {
    throw new Refusal(
      "invalid-content",
      `The encoding "${encoding}" of "${file}" is not known`,
      `Expected a name such as \`utf-8\`, \`windows-1252\`, \`iso-8859-15\`, \`utf-16le\`, \`shift_jis\`; found "${encoding}".`,
      "Correct `source.encoding`.",
    );
  }
}
