/** The first bytes of content that is still to be read, and the whole of it. */
export interface Peeked {
  readonly head: Uint8Array;
  /** Begins with `head`. Read once, to its end or until `return`. */
  readonly content: AsyncIterable<Uint8Array>;
}

/** Reads until `isEnough` or the end, so that what the content is can be told before it is read. */
export async function peek(
  content: AsyncIterable<Uint8Array>,
  isEnough: (head: Uint8Array) => boolean,
): Promise<Peeked> {
  const chunks = content[Symbol.asyncIterator]();
  let head: Uint8Array = new Uint8Array();
  while (!isEnough(head)) {
    const next = await chunks.next();
    if (next.done === true) break;
    head = head.length === 0 ? next.value : Buffer.concat([head, next.value]);
  }
  return { head, content: withHead(head, chunks) };
}

async function* withHead(
  head: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncIterable<Uint8Array> {
  try {
    if (head.length > 0) yield head;
    for (let next = await rest.next(); next.done !== true; next = await rest.next())
      yield next.value;
  } finally {
    await rest.return?.();
  }
}
