import { randomUUID } from 'node:crypto';
import { badInput } from '../errors/coded-error.ts';
import { toFlatText } from '../text/flat-text.ts';
import { isScopeName, type RequestIdentity, type Scope } from './scope.ts';
import { createChildTraceparent } from './trace-context.ts';

/** Names the workspace. */
export const WORKSPACE_HEADER = 'x-autoweave-workspace';
/** Names who asks. */
export const PRINCIPAL_HEADER = 'x-autoweave-principal';
/** Carries the id that follows a request; answers carry it back. */
export const CORRELATION_HEADER = 'x-correlation-id';
/** W3C trace context. */
export const TRACEPARENT_HEADER = 'traceparent';

const CORRELATION = /^[\x21-\x7e]{1,128}$/;

/** Looks a header up by its lower-case name. */
export type HeaderLookup = (name: string) => string | undefined;

/**
 * The identity that a request's headers ask for, over `defaults` for what they leave out.
 * Whether the caller may ask is the caller's caller's decision: this only reads.
 * Throws BAD_USER_INPUT for a malformed workspace or principal; a malformed correlation id is replaced.
 */
export function readIdentity(header: HeaderLookup, defaults: Scope): RequestIdentity {
  return {
    workspace: readName(header, WORKSPACE_HEADER, defaults.workspace),
    principal: readName(header, PRINCIPAL_HEADER, defaults.principal),
    correlationId: readCorrelationId(header),
    traceparent: createChildTraceparent(header(TRACEPARENT_HEADER)),
  };
}

/** The id that a request came with, or a new one in place of none and of a malformed one. */
export function readCorrelationId(header: HeaderLookup): string {
  const given = header(CORRELATION_HEADER);
  return given !== undefined && CORRELATION.test(given) ? given : toFlatText(randomUUID());
}

/** The headers by which an identity travels to the next process. */
export function toIdentityHeaders(identity: RequestIdentity): Record<string, string> {
  return {
    [WORKSPACE_HEADER]: identity.workspace,
    [PRINCIPAL_HEADER]: identity.principal,
    [CORRELATION_HEADER]: identity.correlationId,
    [TRACEPARENT_HEADER]: identity.traceparent,
  };
}

function readName(header: HeaderLookup, name: string, fallback: string): string {
  const value = header(name);
  if (value === undefined || value === '') return fallback;
  if (!isScopeName(value)) throw badInput(`header ${name}`, '1 to 128 letters, digits or ._@-, starting with a letter or digit', value);
  return value;
}
