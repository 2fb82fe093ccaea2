import { Refusal } from "../../base/errors.ts";
import type { ExecutedRun } from "../../control/runs/runs.ts";
import type { TaskOrder, TaskTarget } from "../../control/tasks/tasks.ts";
import { challenge, unauthorized } from "../answer.ts";
import { goneSignal } from "../gone-signal.ts";
import { answerErrorList, answerMap } from "../rest/classic-answer.ts";
import { endpointCaller } from "../rest/endpoint-caller.ts";
import { pathTemplate } from "../rest/path-template.ts";
import type { Route, RouteCall } from "../route.ts";
import { takePlace } from "../take-place.ts";
import { FeedAnswer } from "./feed-answer.ts";
import { splitAssetPath } from "./org-path.ts";

const path = pathTemplate("/api/1/rest/slsched/feed/{task+}");
const methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"];

/**
 * Triggers a task: the query is its parameters, the body feeds the open input of its pipeline, and what the open output
 * puts out is the answer. With users' credentials or the task's own `Bearer` token.
 */
export const feedRoute: Route = {
  matches: (asked) => path.read(asked) !== undefined,
  pageMethods: methods.slice(0, -1).join(", "),
  operations: methods.slice(0, 2).map((method) => ({
    method,
    path,
    tag: "Tasks",
    summary:
      "Runs the triggered task {org}/{project}/{task}; `wait=false` answers when it is queued.",
    ...(method === "POST" ? { bodyType: "*/*" } : {}),
    answers: "*/*",
  })),
  async answer(call) {
    const { request, response } = call;
    if (!methods.includes(request.method ?? "")) {
      const allow = methods.join(", ");
      return answerErrorList(response, wrongMethod(allow), { allow }, 405);
    }
    const answer = new FeedAnswer(response);
    try {
      await feed(call, answer);
    } catch (thrown) {
      if (response.destroyed) return;
      if (!(thrown instanceof Refusal) || answer.begun) throw thrown;
      answerErrorList(response, thrown);
    }
  },
};

async function feed(call: RouteCall, answer: FeedAnswer): Promise<void> {
  const { request, response, query } = call;
  const target = splitAssetPath(path.read(call.path)?.["task"] ?? "");
  const wait = query.get("wait") !== "false";
  const hasBody =
    request.headers["transfer-encoding"] !== undefined ||
    Number(request.headers["content-length"] ?? 0) > 0;
  const order: TaskOrder = {
    wait,
    parameters: Object.fromEntries([...query].filter(([name]) => !reserved.has(name))),
    ...(wait
      ? {
          signal: goneSignal(call),
          exchange: {
            answer,
            request: hasBody
              ? {
                  contentType: request.headers["content-type"] ?? "application/json",
                  content: request,
                }
              : undefined,
          },
        }
      : {}),
  };
  const run = await start(call, target, order);
  if (run === undefined || response.destroyed) return;
  if (!wait) return answerMap(response, summary(run), 202);
  if (answer.ended) return void response.end();
  if (answer.begun) return void response.destroy();
  if (run.state !== "Completed") throw failed(run);
  answerMap(response, summary(run));
}

const reserved = new Set(["wait", "bearer_token"]);

/** The run, or nothing when whoever asks may not start it and was told so. */
async function start(
  call: RouteCall,
  target: TaskTarget,
  order: TaskOrder,
): Promise<ExecutedRun | undefined> {
  const { request, response, parts, guards, query } = call;
  const { tasks } = parts.control;
  const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
  const token =
    bearer ?? (request.headers.authorization === undefined ? query.get("bearer_token") : null);
  if (token !== null && token !== undefined) {
    await takePlace(
      guards,
      `task ${target.org ?? ""}/${target.projectPath ?? ""}/${target.name}`,
      1,
      response,
    );
    const run = await tasks.runWithToken(target, token, order);
    if (run === undefined)
      answerErrorList(response, unauthorized("The task has no such token"), challenge);
    return run;
  }
  const caller = await endpointCaller(call);
  if (caller === undefined) return undefined;
  await takePlace(guards, caller.userId, 1, response);
  const task = await tasks.get(caller, target);
  if (task.kind !== "triggered") throw notTriggered(task.kind);
  return await tasks.run(caller, target, order);
}

function summary({
  ruuid,
  state,
  label,
  durationMs,
}: ExecutedRun): Readonly<Record<string, unknown>> {
  return { ruuid, state, label, duration: durationMs };
}

function failed(run: ExecutedRun): Refusal {
  const [first] = run.errors;
  return new Refusal(
    run.state === "Stopped" ? "timeout" : "internal",
    first?.error ?? `The run is ${run.state}.`,
    first?.reason ?? `The run ${run.ruuid} did not complete.`,
    first?.resolution ?? "Look at the run for what went wrong.",
  );
}

function notTriggered(kind: string): Refusal {
  return new Refusal(
    "conflict",
    "The task cannot be triggered.",
    `Expected a task of the kind triggered; this one is ${kind}.`,
    "Run it with `slipway task run`, or make a triggered task of the same pipeline.",
  );
}

function wrongMethod(allow: string): Refusal {
  return new Refusal(
    "bad-request",
    "Method not allowed",
    `This path answers ${allow}.`,
    `Use one of ${allow}.`,
  );
}
