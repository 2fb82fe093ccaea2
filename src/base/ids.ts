import { hash, randomBytes, randomUUID } from "node:crypto";

/** 24 hexadecimal digits, the form of an org or asset id (`snode_id`) on the platform. */
export function newSnodeId(): string {
  return randomBytes(12).toString("hex");
}

/** A run id: `<org id>_<uuid>`; expressions such as `pipe.ruuid.split('_')[0]` rely on that shape. */
export function newRuuid(orgId: string): string {
  return `${orgId}_${randomUUID()}`;
}

/** 256 random bits as URL-safe text: the body of a token or a session id. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** The only form in which a secret is stored: its SHA-256, hexadecimal. */
export function hashSecret(secret: string): string {
  return hash("sha256", secret, "hex");
}
