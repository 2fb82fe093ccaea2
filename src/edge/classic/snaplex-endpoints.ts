import * as z from "zod";
import type { SnaplexDetails } from "../../control/snaplexes/snaplexes.ts";
import { answerMap } from "../rest/classic-answer.ts";
import { defineEndpoint, type EndpointCall } from "../rest/endpoint.ts";
import { orgById } from "./org-by-id.ts";
import { ccInfo, plexInfo, snaplexEntry } from "./snaplex-entry.ts";

const tag = "Snaplexes";

export const snaplexEndpoints = [
  defineEndpoint({
    method: "GET",
    path: "/api/1/rest/public/snaplex/{org}",
    tag,
    summary: "The Snaplexes of an organization by their paths; with `plex_path` that one alone.",
    query: z.object({
      plex_path: z.string().optional(),
      hostname: z.string().optional().describe("Only the nodes of this host."),
    }),
    async handle(call) {
      const { control, caller, at, asked, response } = call;
      const org = at["org"];
      if (asked.plex_path !== undefined) {
        const target = { org, snaplexPath: asked.plex_path };
        const snaplex = await control.snaplexes.details(caller, target);
        return answerMap(response, snaplexEntry(snaplex, asked.hostname));
      }
      const all = await detailsIn(call, org);
      const entries = all.map((snaplex) => [snaplex.path, snaplexEntry(snaplex, asked.hostname)]);
      answerMap(response, Object.fromEntries(entries));
    },
  }),
  defineEndpoint({
    method: "GET",
    path: "/api/1/rest/plex/org/{org}",
    tag,
    summary: "The Snaplexes of an organization as a list.",
    async handle(call) {
      answerMap(call.response, (await detailsIn(call, call.at["org"])).map(plexInfo));
    },
  }),
  defineEndpoint({
    method: "GET",
    path: "/api/1/rest/slserver/snaplex_cc_details_with_info",
    tag,
    summary: "The Snaplexes of an organization with their nodes.",
    query: z.object({ subscriber_id: z.string().describe("Id or name of the organization.") }),
    async handle(call) {
      const org = await orgById(call, call.asked.subscriber_id);
      const all = await detailsIn(call, org.name);
      answerMap(
        call.response,
        all.map((snaplex) => ({ ...plexInfo(snaplex), ...ccInfo(snaplex.nodes) })),
      );
    },
  }),
  defineEndpoint({
    method: "GET",
    path: "/api/1/rest/slserver/ccinfo",
    tag,
    summary: "The nodes of one Snaplex.",
    query: z.object({ runtime_path_id: z.string() }),
    async handle({ control, caller, asked, response }) {
      const target = { snaplexPath: asked.runtime_path_id };
      answerMap(response, ccInfo((await control.snaplexes.details(caller, target)).nodes));
    },
  }),
];

async function detailsIn(
  { control, caller }: EndpointCall,
  org: string | undefined,
): Promise<readonly SnaplexDetails[]> {
  const all = await control.snaplexes.list(caller, org);
  return await Promise.all(
    all.map(({ runtimePathId }) =>
      control.snaplexes.details(caller, { org, snaplexPath: runtimePathId }),
    ),
  );
}
