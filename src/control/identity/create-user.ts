import { Refusal } from "../../base/errors.ts";
import { newSnodeId } from "../../base/ids.ts";
import type { IdentityCore } from "../core.ts";
import type { NewUser, User } from "./identity.ts";
import { hashPassword } from "./password.ts";

const nameLengthMax = 255;
const passwordLengthMax = 1_024;

/** Stores a user, whoever asks. */
export async function createUser(core: IdentityCore, user: NewUser): Promise<User> {
  checkUserName(user.name);
  checkPassword(user.password);
  const password = await hashPassword(user.password);
  const row = {
    id: newSnodeId(),
    name: user.name,
    password,
    admin: user.admin ? 1 : 0,
    created_ms: core.clock.now(),
  };
  const { numInsertedOrUpdatedRows: inserted } = await core.store
    .insertInto("users")
    .values(row)
    .onConflict((conflict) => conflict.column("name").doNothing())
    .executeTakeFirst();
  if (inserted !== 1n) throw taken(user.name);
  return { id: row.id, name: row.name, admin: user.admin, createdMs: row.created_ms };
}

function checkUserName(name: string): void {
  const right = name !== "" && name.length <= nameLengthMax && !/[:\p{Cc}]/u.test(name);
  if (right && name === name.trim()) return;
  throw new Refusal(
    "invalid-argument",
    "That is no name for a user.",
    `Expected 1 to ${nameLengthMax} characters, no colon (Basic authentication splits there), no control character, no blank at the ends.`,
    'Choose a name such as "ada" or "ada@example.com".',
  );
}

function checkPassword(password: string): void {
  if (password !== "" && password.length <= passwordLengthMax) return;
  throw new Refusal(
    "invalid-argument",
    "The password cannot be used.",
    `Expected 1 to ${passwordLengthMax} characters; found ${password.length}.`,
    "Choose another password.",
  );
}

function taken(name: string): Refusal {
  return new Refusal(
    "already-exists",
    `The user ${JSON.stringify(name)} already exists.`,
    "Expected a name that no user has.",
    "Choose another name, or make a token for the user that is there.",
  );
}
