import { pipeline } from "node:stream/promises";
import * as z from "zod";
import { believe } from "../../base/believe.ts";
import { packageReport } from "../../control/assets/package-report.ts";
import type { EventLogOrder } from "../../control/assets/packages.ts";
import { answerJson } from "../answer.ts";
import { readJsonBody } from "../oauth/rest-call.ts";
import { answerComparison } from "./lifecycle-comparison.ts";
import { type LifecycleCall, lifecycleRoute } from "./lifecycle-route.ts";

const text = z.string().max(2_000);

const newPackage = z.strictObject({ org: text.optional(), key: text, name: text.optional() });
const newVersion = z.strictObject({
  version: text.optional(),
  bump: z.enum(["major", "minor", "patch"]).optional(),
  summary: text.optional(),
});
const grant = z.strictObject({
  subjectKind: z.enum(["user", "client", "application-key", "group", "role"]),
  subject: text,
  permission: z.enum(["USE", "EDIT", "none"]),
  assetId: text.optional(),
});

const eventLog = z.strictObject({
  file: text,
  id: text.optional(),
  caseColumn: text.optional(),
  activityColumn: text.optional(),
  timestampColumn: text.optional(),
  endTimestampColumn: text.optional(),
  timestampFormat: text.optional(),
  delimiter: text.optional(),
  encoding: text.optional(),
  sheet: text.optional(),
  leadType: text.optional(),
  lifecycle: z.enum(["all", "complete"]).optional(),
});

/** Packages of MCP Server assets over REST: files, versions, permissions, loads. */
export const packageRoute = lifecycleRoute(
  {
    GET: async ({ packages, caller, where, response }) =>
      answerJson(response, 200, { packages: await packages.list(caller, where.org) }),
    POST: async (call) => {
      const { org, key, name } = await readJsonBody(call, newPackage);
      const where = { org: org ?? call.where.org, key };
      const made = await call.packages.create(call.caller, where, name);
      answerJson(call.response, 201, made);
    },
  },
  {
    "": {
      rest: "none",
      handlers: {
        GET: async ({ packages, caller, where, response }) =>
          answerJson(response, 200, await packages.get(caller, where)),
        DELETE: async ({ packages, caller, where, response }) => {
          await packages.remove(caller, where);
          answerJson(response, 200, { key: where.key, deleted: true });
        },
      },
    },
    files: {
      rest: "optional",
      handlers: { GET: getFiles, PUT: putFile, DELETE: deleteFile },
    },
    archive: {
      rest: "none",
      handlers: {
        GET: async ({ packages, caller, where, query, response, gone }) => {
          const zip = await packages.exportZip(caller, where, query.get("version") ?? undefined);
          await answerBytes(response, zip, "application/zip", gone);
        },
        PUT: async ({ packages, caller, where, request, response, gone }) =>
          answerJson(response, 200, await packages.importZip(caller, where, request, gone)),
      },
    },
    "event-log": { rest: "none", handlers: { GET: countEvents, POST: guessEventLog } },
    "auto-model": {
      rest: "none",
      handlers: {
        POST: async (call) => {
          const { dataModel } = await readJsonBody(call, z.strictObject({ dataModel: text }));
          const { packages, caller, where, response, gone } = call;
          answerJson(response, 200, await packages.autoModel(caller, where, dataModel, gone));
        },
      },
    },
    validation: {
      rest: "none",
      handlers: {
        GET: async ({ packages, caller, where, query, response }) => {
          const version = query.get("version") ?? undefined;
          const { findings, withData } = await packages.validate(caller, where, version);
          answerJson(response, 200, { ...packageReport(where.key, findings), withData });
        },
      },
    },
    versions: {
      rest: "none",
      handlers: {
        GET: async ({ packages, caller, where, response }) =>
          answerJson(response, 200, { versions: await packages.versions(caller, where) }),
        POST: publish,
      },
    },
    deployment: {
      rest: "none",
      handlers: {
        PUT: async (call) => {
          const { version } = await readJsonBody(call, z.strictObject({ version: text }));
          const { packages, caller, where, response } = call;
          answerJson(response, 200, await packages.activate(caller, where, version));
        },
        DELETE: async ({ packages, caller, where, response }) =>
          answerJson(response, 200, await packages.unpublish(caller, where)),
      },
    },
    diff: {
      rest: "none",
      handlers: {
        GET: async ({ packages, caller, where, query, response }) => {
          const { deployedVersion } = await packages.get(caller, where);
          const from = query.get("from") ?? deployedVersion ?? "draft";
          const to = query.get("to") ?? "draft";
          answerJson(response, 200, await packages.diff(caller, where, from, to));
        },
      },
    },
    comparison: { rest: "none", handlers: { GET: answerComparison } },
    permissions: {
      rest: "none",
      handlers: {
        GET: async ({ packages, caller, where, response }) =>
          answerJson(response, 200, { permissions: await packages.grants(caller, where) }),
        PUT: async (call) => {
          const { assetId, ...order } = await readJsonBody(call, grant);
          const { packages, caller, where, response } = call;
          const wanted = assetId === undefined ? order : { ...order, assetId };
          const permissions = await packages.permit(caller, where, wanted);
          answerJson(response, 200, { permissions });
        },
      },
    },
    loads: {
      rest: "none",
      handlers: {
        GET: async ({ packages, caller, where, response }) =>
          answerJson(response, 200, { loads: await packages.loads(caller, where) }),
        POST: async (call) => {
          const asked = z.strictObject({ dataModel: text.optional() });
          const { dataModel } = await readJsonBody(call, asked);
          const { packages, caller, where, response } = call;
          const loads = await packages.refresh(caller, where, dataModel);
          answerJson(response, 202, { loads });
        },
      },
    },
    calls: {
      rest: "none",
      handlers: {
        GET: async ({ packages, caller, where, response }) =>
          answerJson(response, 200, { calls: await packages.callCounts(caller, where) }),
      },
    },
  },
);

async function getFiles(call: LifecycleCall): Promise<void> {
  const { packages, caller, where, rest, query, response, gone } = call;
  const version = query.get("version") ?? undefined;
  if (rest === "") {
    const files = await packages.files(caller, where, version);
    return answerJson(response, 200, { files });
  }
  const { file, content } = await packages.openFile(caller, where, rest, version);
  await answerBytes(response, content, contentType(file.path), gone);
}

async function putFile(call: LifecycleCall): Promise<void> {
  const { packages, caller, where, rest, request, response, gone } = call;
  const file = { path: rest, content: request };
  answerJson(response, 200, await packages.writeFile(caller, where, file, gone));
}

async function deleteFile(call: LifecycleCall): Promise<void> {
  const { packages, caller, where, rest, response } = call;
  await packages.removeFile(caller, where, rest);
  answerJson(response, 200, { path: rest, deleted: true });
}

/** Writes a data model for a file of the draft, and begins to load it. */
async function guessEventLog(call: LifecycleCall): Promise<void> {
  const { file, ...said } = await readJsonBody(call, eventLog);
  const { packages, caller, where, response, gone } = call;
  const options = believe<EventLogOrder["options"]>(
    Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)),
  );
  const { dataModel, guesses, findings } = await packages.guessEventLog(
    caller,
    where,
    { file, options },
    gone,
  );
  answerJson(response, 202, { dataModel, guesses, validation: packageReport(where.key, findings) });
}

async function countEvents(call: LifecycleCall): Promise<void> {
  const { packages, caller, where, query, response, gone } = call;
  const version = query.get("version") ?? undefined;
  const eventLogs = await packages.eventLogs(caller, where, version, gone);
  answerJson(response, 200, { eventLogs });
}

/** `201` with the version; `202` while data is loaded that the draft has to be checked against; `422` with findings. */
async function publish(call: LifecycleCall): Promise<void> {
  const { packages, caller, where, response } = call;
  const { version, bump, summary } = await readJsonBody(call, newVersion);
  const outcome = await packages.publish(caller, where, {
    ...(version === undefined ? {} : { version }),
    ...(bump === undefined ? {} : { bump }),
    ...(summary === undefined ? {} : { summary }),
  });
  switch (outcome.kind) {
    case "published":
      return answerJson(response, 201, {
        ...outcome.version,
        validation: packageReport(where.key, outcome.findings),
      });
    case "loading":
      return answerJson(response, 202, {
        state: "loading",
        resolution: "Publish once more when its data is loaded.",
        loads: outcome.loads,
      });
    case "refused":
      return answerJson(response, 422, {
        error: "The draft has errors",
        reason: "A draft with errors does not become a version.",
        resolution: "Mend what the report names, then publish again.",
        validation: packageReport(where.key, outcome.findings),
      });
  }
}

/** Texts are shown, everything else is bytes: a browser runs none of it. */
function contentType(path: string): string {
  return /\.(ya?ml|md|txt|csv|bpmn|xml|json)$/i.test(path)
    ? "text/plain; charset=utf-8"
    : "application/octet-stream";
}

async function answerBytes(
  response: LifecycleCall["response"],
  content: AsyncIterable<Uint8Array>,
  type: string,
  gone: AbortSignal,
): Promise<void> {
  response.writeHead(200, {
    "content-type": type,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  });
  await pipeline(content, response, { signal: gone });
}
