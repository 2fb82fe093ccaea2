import type { Bot, Mind } from "../bot.ts";
import { connectSdk } from "../connection.ts";

/** Makes no mistakes, and so never learns to mend one. */
export const exactMind: Mind = {
  say: (wanted) => wanted,
  write: (source) => source,
  mend: () => undefined,
  rewrite: () => undefined,
};

export const exact: Bot = {
  name: "exact",
  summary: "does each step as it is published",
  correctionsMax: 0,
  connect: connectSdk,
  think: () => exactMind,
};
