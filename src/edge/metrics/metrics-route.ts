import { answerWrongMethod } from "../answer.ts";
import { restCaller } from "../oauth/rest-call.ts";
import { pathTemplate } from "../rest/path-template.ts";
import type { Route } from "../route.ts";
import { prometheusText } from "./prometheus-text.ts";
import { serverMetrics } from "./server-metrics.ts";

const contentType = "text/plain; version=0.0.4; charset=utf-8";

/** `/metrics` for Prometheus, which sends the Basic credentials of an administrator. */
export const metricsRoute: Route = {
  matches: (path) => path === "/metrics",
  operations: [
    {
      method: "GET",
      path: pathTemplate("/metrics"),
      tag: "Operation",
      summary: "Figures of the server for Prometheus. Administrators only.",
      answers: "text/plain",
    },
  ],
  async answer(call) {
    const { request, response, parts, guards } = call;
    if (request.method !== "GET") return answerWrongMethod(response, "GET");
    const caller = await restCaller(call);
    if (caller === undefined) return;
    const text = prometheusText(serverMetrics(await parts.control.figures.read(caller), guards));
    response.writeHead(200, { "content-type": contentType, "cache-control": "no-store" });
    response.end(text);
  },
};
