/** Characters of text that are gathered before they become a chunk of bytes. */
const chunkLength = 64 * 1024;

/** Gathers pieces of text into chunks of about 64 KiB. */
export async function* encodePieces(
  pieces: AsyncIterable<string>,
  encode: (text: string) => Uint8Array,
): AsyncIterable<Uint8Array> {
  let text = "";
  for await (const piece of pieces) {
    text += piece;
    if (text.length < chunkLength) continue;
    yield encode(text);
    text = "";
  }
  if (text !== "") yield encode(text);
}
