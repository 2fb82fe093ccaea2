import type { FileDraft } from "../../../../engine/file-access.ts";

/** For a file that is there and is to stay: what is written goes nowhere. */
export function ignoredDraft(path: string): FileDraft {
  let size = 0;
  return {
    write: async (chunk) => {
      size += chunk.length;
    },
    commit: async () => ({ path, action: "ignored", size }),
    discard: async () => undefined,
  };
}
