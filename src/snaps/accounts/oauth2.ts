import {
  choiceField,
  flagField,
  propertiesField,
  secretField,
  textField,
} from "../../engine/account-fields.ts";
import { defineAccount } from "../../engine/define-account.ts";

export default defineAccount({
  name: "oauth2",
  classIds: [
    "com-snaplogic-snaps-apisuite-accounts-httpoauth2account",
    "com-snaplogic-snaps-apisuite-accounts-inmemoryoauth2account",
    "com-snaplogic-snaps-rest-restoauth2account",
    "com-snaplogic-snaps-rest-oauth2account",
    "com-snaplogic-snaps-rest-inmemoryoauth2account",
  ],
  label: "OAuth2",
  summary: "An OAuth2 client, with a refresh token where one was granted.",
  fields: {
    clientId: textField({
      label: "Client ID",
      help: "Id of the client at the authorization server.",
      required: true,
      aliases: ["client_id"],
    }),
    clientSecret: secretField({
      label: "Client secret",
      help: "Secret of the client; none for a public client.",
      aliases: ["client_secret"],
    }),
    grantType: choiceField({
      label: "Grant type",
      help: "How a token is obtained: by the client's own credentials, or by a refresh token that was granted to it.",
      options: ["client_credentials", "authorization_code", "refresh_token"],
      default: "client_credentials",
      aliases: ["grant_type"],
    }),
    tokenEndpoint: textField({
      label: "OAuth2 token endpoint",
      help: "URL at which tokens are obtained.",
      required: true,
      aliases: ["oauth2TokenEndpoint", "oauth2_token_endpoint", "token_endpoint"],
    }),
    authEndpoint: textField({
      label: "OAuth2 authorization endpoint",
      help: "URL at which a user grants access.",
      aliases: ["oauth2Endpoint", "oauth2_endpoint", "auth_endpoint"],
    }),
    scope: textField({ label: "Scope", help: "Scopes to ask for, separated by blanks." }),
    accessToken: secretField({
      label: "Access token",
      help: "Used as long as the server takes it; then a new one is obtained.",
      aliases: ["access_token"],
    }),
    refreshToken: secretField({
      label: "Refresh token",
      help: "Obtains new access tokens.",
      aliases: ["refresh_token"],
    }),
    sendClientDataAsBasicHeader: flagField({
      label: "Send client data as Basic Auth header",
      help: "Sends id and secret of the client as Basic authorization, and not in the body.",
      default: false,
      aliases: ["sendClientDataAsBasicAuthHeader", "headerAuthenticated"],
    }),
    tokenEndpointConfig: propertiesField({
      label: "Token endpoint config",
      help: "Further parameters of the request for a token.",
      columns: ["tokenEndpointParameter", "tokenEndpointParameterValue"],
      aliases: ["tokenEndpointParameters", "token_endpoint_config"],
    }),
  },
  check: ({ grantType, refreshToken, accessToken }) =>
    grantType !== "client_credentials" && refreshToken === "" && accessToken === ""
      ? `With the grant type ${grantType}, \`refreshToken\` or \`accessToken\` must be set.`
      : undefined,
});
