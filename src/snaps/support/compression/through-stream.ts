import { pipeline, Readable, type Transform } from "node:stream";

/** Sends content through a stream that changes it, in the pace of whoever reads. */
export async function* throughStream(
  content: AsyncIterable<Uint8Array>,
  transform: Transform,
): AsyncIterable<Uint8Array> {
  const source = Readable.from(content);
  // What fails destroys the transform, and so reaches the reader below.
  pipeline(source, transform, () => undefined);
  try {
    yield* transform;
  } finally {
    source.destroy();
    transform.destroy();
  }
}
