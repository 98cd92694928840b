/** What of a client's headers goes to a subgraph. Nothing does that no rule names, credentials least of all. */
export interface HeaderRules {
  /** Names that go as they are. */
  readonly allow: readonly string[];
  /** Client's name to the subgraph's. */
  readonly rename: Readonly<Record<string, string>>;
  /** Sent with every request, whatever the client said. */
  readonly set: Readonly<Record<string, string>>;
}

/** Headers of the connection and of the body, which are this gateway's own. */
export const OWN_HEADERS: ReadonlySet<string> = new Set(
  ['accept', 'accept-encoding', 'connection', 'content-encoding', 'content-length', 'content-type', 'expect', 'host', 'keep-alive'].concat(
    ['proxy-authenticate', 'proxy-authorization', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade'],
    ['x-autoweave-principal', 'x-autoweave-workspace', 'x-autoweave-timeout-ms'],
  ),
);

/** The headers that the rules make of a client's, by lower-case name. */
export function applyHeaderRules(rules: HeaderRules, client: Readonly<Record<string, string>> | undefined): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name of rules.allow) {
    const value = client?.[name];
    if (value !== undefined) headers[name] = value;
  }
  for (const [from, to] of Object.entries(rules.rename)) {
    const value = client?.[from];
    if (value !== undefined) headers[to] = value;
  }
  return { ...headers, ...rules.set };
}

/** The client's headers that the rules read. */
export function namesRead({ allow, rename }: HeaderRules): readonly string[] {
  return [...allow, ...Object.keys(rename)];
}
