import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

const cost = 2 ** 15;
const blockSize = 8;
const keyBytes = 32;

/** `scrypt:<cost>:<salt>:<key>`, so that the cost can rise without making old passwords unusable. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, cost);
  return `scrypt:${cost}:${salt.toString("base64url")}:${key.toString("base64url")}`;
}

/** Compares in constant time. Without a stored hash it takes as long and is `false`, so that names cannot be probed. */
export async function verifyPassword(
  password: string,
  stored: string | undefined,
): Promise<boolean> {
  const [, storedCost = "", salt = "", key = ""] = (stored ?? nobody).split(":");
  const expected = Buffer.from(key, "base64url");
  const found = await derive(password, Buffer.from(salt, "base64url"), Number(storedCost));
  const same = expected.length === found.length && timingSafeEqual(expected, found);
  return same && stored !== undefined;
}

const nobody = `scrypt:${cost}:AAAAAAAAAAAAAAAAAAAAAA:AAAA`;

function derive(password: string, salt: Buffer, N: number): Promise<Buffer> {
  const options = { N, r: blockSize, p: 1, maxmem: 256 * N * blockSize };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize("NFC"), salt, keyBytes, options, (failure, key) => {
      if (failure === null) resolve(key);
      else reject(failure);
    });
  });
}
