import { isAscii } from "node:buffer";

const strictDecoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The text of bytes that are UTF-8, or nothing when they are not. A byte order mark stays. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  if (Buffer.isBuffer(bytes) && isAscii(bytes)) return bytes.toString("latin1");
  try {
    return strictDecoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Bytes at the start that continue a character begun before; 0 to 3. */
export function leadingContinuationBytes(bytes: Uint8Array): number {
  let count = 0;
  while (count < 3 && isContinuation(bytes[count])) count++;
  return isContinuation(bytes[count]) ? 0 : count;
}

/** Bytes at the end that begin a character without completing it; 0 to 3. */
export function trailingPartialBytes(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (isContinuation(byte)) continue;
    return characterLength(byte) > back ? back : 0;
  }
  return 0;
}

function characterLength(lead: number): number {
  if (lead >= 0xf0) return 4;
  if (lead >= 0xe0) return 3;
  return lead >= 0xc0 ? 2 : 1;
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}
