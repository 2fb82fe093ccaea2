import { believe } from "../../src/base/believe.ts";
import type { Control } from "../../src/control/control.ts";

/** A control plane that nobody may touch: a server in proxy mode forwards without asking it anything. */
export function refusingControl(): Control {
  return believe<Control>(
    new Proxy(
      {},
      {
        get: (_target, name) => {
          throw new Error(`the proxy asked the control plane for ${String(name)}`);
        },
      },
    ),
  );
}
