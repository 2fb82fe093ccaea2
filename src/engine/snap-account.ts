import type { Finding } from "../base/finding.ts";
import { compileExpression } from "../expr/compile.ts";
import type { Scope } from "../expr/scope.ts";
import type { Document, Value } from "../expr/value.ts";
import type { SnapNode } from "../pipeline/model.ts";
import type { BoundAccount, FindAccount } from "./accounts.ts";
import type { Redactor } from "./redactor.ts";
import { describeFailure } from "./run-failure.ts";
import { SnapFailure } from "./snap-failure.ts";

export interface SnapAccountOptions {
  readonly node: SnapNode;
  /** Names of the types the Snap takes; none when it takes no account, whatever the file says. */
  readonly types: readonly string[];
  readonly scope: Scope;
  readonly find: FindAccount;
  /** Full path of the pipeline. */
  readonly fromPath: string;
  readonly redactor: Redactor;
  readonly signal: AbortSignal;
}

/** The account of one Snap in one run: found before the run starts, unless its name depends on the document. */
export class SnapAccount {
  readonly #options: SnapAccountOptions;
  readonly #pathFor: ((document: Document) => string) | undefined;
  readonly #findings: readonly Finding[];
  readonly #needsDocument: boolean;
  readonly #found = new Map<string, Promise<BoundAccount>>();

  constructor(options: SnapAccountOptions) {
    this.#options = options;
    const { pathFor, needsDocument, findings } = bindPath(options);
    this.#pathFor = pathFor;
    this.#needsDocument = needsDocument;
    this.#findings = findings;
  }

  /** What keeps the run from starting: an expression that does not compile, an account that cannot be used. */
  async prepare(): Promise<readonly Finding[]> {
    if (this.#findings.length > 0) return this.#findings;
    if (this.#pathFor === undefined || this.#needsDocument) return [];
    try {
      await this.get({});
      return [];
    } catch (thrown) {
      return [accountFinding(thrown, this.#options.node)];
    }
  }

  /** The account; undefined when the Snap names none. Throws what says why it cannot be used. */
  async get(document: Document): Promise<BoundAccount | undefined> {
    const path = this.#pathFor?.(document);
    if (path === undefined || path === "") return undefined;
    let found = this.#found.get(path);
    if (found === undefined) {
      found = this.#find(path);
      this.#found.set(path, found);
      found.catch(() => this.#found.delete(path));
    }
    return await found;
  }

  async #find(path: string): Promise<BoundAccount> {
    const { find, fromPath, redactor, signal, types } = this.#options;
    const account = await find({ path, types }, fromPath, signal);
    redactor.learn(account);
    return account;
  }
}

interface BoundPath {
  readonly pathFor: ((document: Document) => string) | undefined;
  readonly needsDocument: boolean;
  readonly findings: readonly Finding[];
}

function bindPath({ node, scope, types }: SnapAccountOptions): BoundPath {
  const { account } = node;
  const unset = { pathFor: undefined, needsDocument: false, findings: [] };
  if (account === undefined || types.length === 0) return unset;
  if (!account.expression) return { ...unset, pathFor: () => account.path };
  const compiled = compileExpression(account.path, scope, { nullSafe: false, allow: "document" });
  if (!compiled.ok) {
    const place = { snapId: node.id, snapLabel: node.label, setting: "account.account_ref" };
    const findings = compiled.findings.map((finding) => ({
      ...finding,
      place: { ...place, ...finding.place },
    }));
    return { ...unset, findings };
  }
  const { evaluate, usesDocument } = compiled.expression;
  const pathFor = (document: Document): string => pathOf(evaluate(document), node.label);
  return { pathFor, needsDocument: usesDocument, findings: [] };
}

/** A blank value is no account, as an account that is not set is. */
function pathOf(value: Value, label: string): string {
  if (value === null) return "";
  if (typeof value === "string") return value.trim();
  throw new SnapFailure(
    `The account of "${label}" is no name`,
    `Expected the expression of the account to give a text such as "../shared/MyAcct"; found a value of another kind.`,
    "Mend the expression of the account.",
  );
}

function accountFinding(thrown: unknown, node: SnapNode): Finding {
  const { error, reason, resolution } = describeFailure(thrown);
  return {
    code: "account-not-usable",
    severity: "error",
    place: { snapId: node.id, snapLabel: node.label, setting: "account.account_ref" },
    error: `${node.label}: ${error}`,
    reason,
    resolution,
  };
}
