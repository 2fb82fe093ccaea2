import type { JWK } from "jose";
import type { Authentication } from "../identity/identity.ts";
import type { TokenAnswer } from "./access-tokens.ts";
import type { ApplicationKeys } from "./application-keys.ts";
import type { AuthenticateAsset } from "./asset-authentication.ts";
import type { AuthorizationRead, AuthorizationRequest } from "./authorization-request.ts";
import type { OAuthClient, OAuthClients } from "./clients.ts";
import type { FormRequest } from "./form-request.ts";
import type { UserGroups } from "./groups.ts";
import type { SigningKeyService } from "./signing-key-service.ts";

/** The product's own authorization server, and who may call assets. What it refuses is an `OAuthRefusal`. */
export interface OAuth {
  readonly clients: OAuthClients;
  readonly applicationKeys: ApplicationKeys;
  readonly groups: UserGroups;
  readonly signingKeys: SigningKeyService;
  readonly authenticateAsset: AuthenticateAsset;
  /** Whether clients may register themselves. */
  readonly dynamicRegistration: boolean;
  /** `iss` of tokens, when this server is addressed by that URL. */
  issuer(serverUrl: string): string;
  /** Issuers whose tokens are good here, our own first. */
  issuers(serverUrl: string): readonly string[];
  /** Public keys, as JWKs. */
  publishedKeys(): Promise<readonly JWK[]>;
  token(request: FormRequest): Promise<TokenAnswer>;
  /** Nothing happens to a token that is not one of the client's. */
  revoke(request: FormRequest): Promise<void>;
  /** Registers a client by its own word; refuses with `not-found` when the setting is off. */
  register(metadata: unknown, address: string): Promise<OAuthClient>;
  authorization(parameters: URLSearchParams, serverUrl: string): Promise<AuthorizationRead>;
  /** What the user is told of a client; empty when there is none. */
  clientName(clientId: string): Promise<string>;
  /** The checked request as a text that nobody can alter, good for `binding` and a few minutes. */
  sealForm(request: AuthorizationRequest, binding: string): Promise<string>;
  openForm(sealed: string, binding: string): Promise<AuthorizationRequest | undefined>;
  /** Checks name and password of the user; counted as `Identity.authenticate` counts. */
  logIn(name: string, password: string, address: string): Promise<Authentication>;
  /** A code for what the user of that login allows. */
  allow(
    login: Authentication & { readonly kind: "caller" },
    request: AuthorizationRequest,
  ): Promise<string>;
}
