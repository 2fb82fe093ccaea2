import { Refusal } from "../../base/errors.ts";
import type { PreferenceStore } from "../../tools/tool-call.ts";

/** Preferences where there is no session to keep them in: none, and they cannot be set. */
export const statelessPreferences: PreferenceStore = {
  read: () => ({}),
  write: () =>
    Promise.reject(
      new Refusal(
        "not-supported",
        "Preferences need a session",
        "Your client speaks protocol revision 2026-07-28, in which nothing is remembered between two requests.",
        'Pass "org", "project_path" and "snaplex_path" with every call instead.',
      ),
    ),
};
