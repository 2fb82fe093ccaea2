import { answerJson } from "../answer.ts";
import { answerMap } from "../rest/classic-answer.ts";
import { defineEndpoint } from "../rest/endpoint.ts";

const tag = "Users";

export const userEndpoints = [
  defineEndpoint({
    method: "GET",
    path: "/api/1/rest/public/users/{email}",
    tag,
    summary:
      "A user with the organizations, by name and id. Oneself, or anyone as an administrator.",
    answers: "json",
    async handle({ control, caller, at, response }) {
      const user = await control.identity.user(caller, at["email"] ?? "");
      answerJson(response, 200, {
        email: user.name,
        first_name: user.name,
        last_name: "",
        organizations: user.orgs.map(({ id, name, role }) => ({
          name,
          id,
          administrator: role === "admin",
        })),
        ui_access: true,
        user_locked_out: false,
        service_account: false,
        create_time: isoTime(user.createdMs),
      });
    },
  }),
  defineEndpoint({
    method: "GET",
    path: "/api/1/rest/asset/user/{user}",
    tag,
    summary: "The organizations of a user by their ids.",
    async handle({ control, caller, at, response }) {
      const user = await control.identity.user(caller, at["user"] ?? "");
      const orgs = user.orgs.map(({ id, name, role }) => [
        id,
        { name, path: `/${name}`, admin: role === "admin" },
      ]);
      answerMap(response, {
        username: user.name,
        snode_id: user.id,
        org_snodes: Object.fromEntries(orgs),
      });
    },
  }),
];

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
