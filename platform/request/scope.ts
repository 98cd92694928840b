/**
 * Whose data a call touches and who makes it. Every method of a store port takes one,
 * and no read crosses the workspace.
 */
export interface Scope {
  readonly workspace: string;
  readonly principal: string;
}

/** What a request carries from the edge through every room. */
export interface RequestIdentity extends Scope {
  /** One id that follows a request through all rooms, logs and events. */
  readonly correlationId: string;
  /** W3C trace context `traceparent` of the caller's span. */
  readonly traceparent: string;
  /** Of the caller's headers those that a rule lets travel on, by lower-case name. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Equal for requests of the same caller: the same principal of the same workspace, with the same headers that travel on. Those of two callers differ. */
export function toCallerKey(identity: RequestIdentity): string {
  return JSON.stringify([identity.workspace, identity.principal, toSortedHeaders(identity)]);
}

/** The headers that travel on, by name: the same list in whatever order they came. */
export function toSortedHeaders({ headers = {} }: Pick<RequestIdentity, 'headers'>): readonly (readonly [name: string, value: string])[] {
  return Object.entries(headers).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9._@-]{0,127}$/;

/** True for a workspace or principal name that may be stored: 1–128 of `A-Za-z0-9._@-`, starting with a letter or digit. */
export function isScopeName(value: string): boolean {
  return NAME.test(value);
}
