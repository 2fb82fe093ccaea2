import { errors } from "jose";

/** What is wrong with a JWT that did not verify, in words that do not repeat it. */
export function jwtFailure(thrown: unknown): string {
  if (thrown instanceof errors.JWTExpired) return "The token has expired: ask for another one.";
  if (thrown instanceof errors.JWTClaimValidationFailed) return claimFailure(thrown);
  if (thrown instanceof errors.JWSSignatureVerificationFailed) {
    return "The signature of the token is wrong: it was altered, or another issuer made it.";
  }
  if (thrown instanceof errors.JOSEAlgNotAllowed || thrown instanceof errors.JOSENotSupported) {
    return "The token is signed in a way that is not accepted here.";
  }
  if (
    thrown instanceof errors.JWKSNoMatchingKey ||
    thrown instanceof errors.JWKSMultipleMatchingKeys
  ) {
    return "The token names a key that its issuer does not publish.";
  }
  return "The token is no JWT that can be read: check that it was copied whole.";
}

function claimFailure({ claim, reason }: errors.JWTClaimValidationFailed): string {
  if (reason === "missing" && claim !== "typ") return `The token lacks the claim ${claim}.`;
  switch (claim) {
    case "iss":
      return "The token is of another issuer.";
    case "aud":
      return "The token is for another server or asset: ask for one with the resource that you call.";
    case "nbf":
      return "The token is not valid yet: check the clock of the machine that made it.";
    case "typ":
      return "The JWT is no access token: its typ is another.";
    default:
      return `The claim ${claim} of the token cannot be used.`;
  }
}
