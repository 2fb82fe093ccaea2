import { randomBytes } from "node:crypto";
import type { Caller } from "./caller.ts";
import type { Control, FirstStart } from "./control.ts";
import type { Core } from "./core.ts";
import { createUser } from "./identity/create-user.ts";
import { hashPassword } from "./identity/password.ts";
import { buildSamplePipeline, sampleInput, samplePipeline } from "./sample/my-pipeline.ts";
import { addSampleAsset } from "./sample/sample-asset.ts";
import { ordersCsv } from "./sample/orders-csv.ts";

export interface AdminOptions {
  readonly name?: string | undefined;
  readonly password?: string | undefined;
}

/** Names that the published examples use. */
const sampleOrg = "myOrg";
const sampleProject = "myProject";

const doneSetting = "bootstrapped";

/**
 * Fills an empty data directory: an administrator, and the org, project, Snaplex, pipeline and file that the published
 * examples name. Each step is repeatable, so a first start that was killed is finished by the next one.
 */
export async function bootstrap(
  core: Core,
  control: Pick<Control, "identity" | "orgs" | "pipelines" | "files" | "packages">,
  options: AdminOptions,
  sampleAssetFolder: string | undefined,
): Promise<FirstStart | undefined> {
  const done = await core.store
    .selectFrom("settings")
    .select("value")
    .where("name", "=", doneSetting)
    .executeTakeFirst();
  if (done !== undefined) return undefined;
  const first = await createAdmin(core, options);
  const admin = await control.identity.operator(first.adminName);
  await addSample(control, admin);
  if (sampleAssetFolder !== undefined) {
    await addSampleAsset(core, control.packages, admin, sampleAssetFolder);
  }
  await core.store.insertInto("settings").values({ name: doneSetting, value: "true" }).execute();
  return first;
}

/** The administrator; of one that a killed first start left the password is set anew, since nobody saw it. */
async function createAdmin(core: Core, options: AdminOptions): Promise<FirstStart> {
  const adminName = options.name ?? "admin";
  const generated = options.password === undefined ? newPassword() : undefined;
  const password = options.password ?? generated ?? "";
  const { numUpdatedRows } = await core.store
    .updateTable("users")
    .set({ password: await hashPassword(password) })
    .where("name", "=", adminName)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) await createUser(core, { name: adminName, password, admin: true });
  return { adminName, ...(generated === undefined ? {} : { generatedPassword: generated }) };
}

async function addSample(
  control: Pick<Control, "orgs" | "pipelines" | "files">,
  admin: Caller,
): Promise<void> {
  const orgs = await control.orgs.list(admin);
  if (!orgs.some((org) => org.name === sampleOrg)) await control.orgs.create(admin, sampleOrg);
  const where = { org: sampleOrg, projectPath: sampleProject };
  await control.orgs.ensureProject(admin, where);
  const content = new TextEncoder().encode(ordersCsv);
  const never = new AbortController().signal;
  await control.files.upload(
    admin,
    { ...where, name: sampleInput, content, overwrite: true },
    never,
  );
  await control.pipelines.import(admin, {
    ...where,
    name: samplePipeline,
    slp: buildSamplePipeline(),
    duplicateCheck: false,
  });
}

function newPassword(): string {
  return randomBytes(12).toString("base64url");
}
