import type { App } from "./cli/app-contract.ts";
import type { AppSettings } from "./cli/app-settings.ts";

export function openApp(_settings: AppSettings): Promise<App & AsyncDisposable> {
  throw new Error("not built yet");
}
