import { CodedError } from '../../platform/errors/coded-error.ts';
import { PRINCIPAL_HEADER, readIdentity, WORKSPACE_HEADER, type HeaderLookup } from '../../platform/request/identity-headers.ts';
import type { RequestIdentity, Scope } from '../../platform/request/scope.ts';
import { isLoopbackAddress, isLoopbackHost } from '../../platform/http/loopback.ts';

/** What is known of a caller before it says anything in GraphQL. */
export interface Caller {
  /** The peer's address as the socket has it; undefined when the socket is gone. */
  readonly remoteAddress: string | undefined;
  readonly header: HeaderLookup;
  /** WebSocket: the payload of `connection_init`, for callers that cannot set headers. */
  readonly connectionParams?: Readonly<Record<string, unknown>> | undefined;
  /** What an open connection brings to renew its credential. */
  readonly token?: string;
}

/**
 * Says who a caller is. Throws UNAUTHENTICATED when it may not be anyone here, FORBIDDEN when it asks for what this rule
 * does not let it choose, BAD_USER_INPUT for a malformed name.
 */
export type IdentityRule = (caller: Caller) => RequestIdentity;

/** The rules that a configuration may choose, by name. */
export const IDENTITY_RULES = {
  /** Callers on this machine are `developer` of `default` and may choose; nobody else is let in. */
  loopback: identifyLoopback,
  /** A trusted proxy in front names both in headers; what the client itself says may not differ. */
  headers: identifyByHeaders,
  /** Everybody is `anonymous` of `default`; callers on this machine may choose. */
  open: identifyOpen,
} satisfies Record<string, IdentityRule>;

/** The name of one of them. */
export type IdentityRuleName = keyof typeof IDENTITY_RULES;

const DEVELOPER: Scope = { workspace: 'default', principal: 'developer' };
/** Everybody, where nobody says who it is. */
export const ANONYMOUS: Scope = { workspace: 'default', principal: 'anonymous' };

function identifyLoopback(caller: Caller): RequestIdentity {
  if (!isLoopbackAddress(caller.remoteAddress)) {
    throw new CodedError('UNAUTHENTICATED', 'only callers on this machine are let in: AUTOWEAVE_IDENTITY is loopback');
  }
  // A page that had its own name resolve to this machine would otherwise speak as the developer.
  if (!isLoopbackHost(caller.header('host'))) throw new CodedError('UNAUTHENTICATED', 'header host: expected a name of this machine', { field: 'host' });
  return readIdentity(preferParams(caller), DEVELOPER);
}

function identifyByHeaders(caller: Caller): RequestIdentity {
  for (const name of [WORKSPACE_HEADER, PRINCIPAL_HEADER]) {
    if ((caller.header(name) ?? '') === '') throw new CodedError('UNAUTHENTICATED', `header ${name}: expected, set by the proxy in front`, { field: name });
  }
  const identity = readIdentity(caller.header, ANONYMOUS);
  const asked = readIdentity(preferParams(caller), ANONYMOUS);
  if (asked.workspace !== identity.workspace || asked.principal !== identity.principal) {
    throw new CodedError('FORBIDDEN', 'connection parameters: expected the workspace and principal that the proxy set');
  }
  return identity;
}

function identifyOpen(caller: Caller): RequestIdentity {
  const maySay = isLoopbackAddress(caller.remoteAddress) && isLoopbackHost(caller.header('host'));
  const header: HeaderLookup = maySay
    ? preferParams(caller)
    : (name) => (name === WORKSPACE_HEADER || name === PRINCIPAL_HEADER ? undefined : caller.header(name));
  return readIdentity(header, ANONYMOUS);
}

/** Headers, with `workspace` and `principal` of the connection parameters before them. */
function preferParams(caller: Caller): HeaderLookup {
  const { workspace, principal } = caller.connectionParams ?? {};
  return (name) => {
    const param = name === WORKSPACE_HEADER ? workspace : name === PRINCIPAL_HEADER ? principal : undefined;
    if (param === undefined || param === null) return caller.header(name);
    // A value of another type is malformed as a name; its text is refused by the reader with that name.
    return typeof param === 'string' ? param : `(${typeof param})`;
  };
}
