/** A day of a team's dashboards, from a seed: who looks at what, when, and what is written meanwhile. */
export interface DayRequest {
  /** Milliseconds after midnight. */
  readonly atMs: number;
  readonly principal: string;
  /** Which panel or writer sent it. */
  readonly panel: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Which hours of which day; a seed gives the same day again. */
export interface DayOptions {
  readonly seed: number;
  readonly fromHour: number;
  readonly toHour: number;
}

const HOUR_MS = 3_600_000;
/** Its own midnight, in UTC: a Monday. */
export const MIDNIGHT_MS = Date.UTC(2026, 2, 2);

/** How many services the dashboards of the day show. */
export const SERVICES = 40;
const METRICS = ['http_requests', 'http_errors', 'latency_ms', 'queue_length'];

const LIST = 'query Services { services(first: 50) { totalCount nodes { id name version status tags } } }';
const SERVICE = 'query Service($id: ID!) { service(id: $id) { id name version url tags status registeredAt } }';
const HEALTH = 'query Health { services(first: 50) { nodes { id health { status since consecutiveFailures } } } }';
const SERIES = 'query Series($query: MetricQuery!) { metrics(query: $query) { name labels points { timestamp value count } } }';
const COUNTS = 'query Counts($from: DateTime!) { eventCounts(from: $from, groupBy: HOUR, groupByType: true) { timestamp type count } }';
const PIPELINES = 'query Pipelines { pipelines { nodes { id name status batchSize } } }';
const LATEST = 'query Latest { events(first: 20, order: NEWEST_FIRST) { nodes { id type recordedAt } } }';
const RECORD = 'mutation Record($inputs: [MetricInput!]!) { recordMetrics(inputs: $inputs) { recorded } }';
const REGISTER = 'mutation Register($input: RegisterServiceInput!) { registerService(input: $input) { service { id } } }';
const DEREGISTER = 'mutation Deregister($id: ID!) { deregisterService(id: $id) { id } }';

/** What a dashboard shows, and how often each panel asks. */
const PANELS: readonly { readonly panel: string; readonly everyMs: number; ask(atMs: number): { query: string; variables: Record<string, unknown> } }[] = [
  { panel: 'list of services', everyMs: 30_000, ask: () => ({ query: LIST, variables: {} }) },
  { panel: 'health of services', everyMs: 15_000, ask: () => ({ query: HEALTH, variables: {} }) },
  { panel: 'pipelines', everyMs: 30_000, ask: () => ({ query: PIPELINES, variables: {} }) },
  { panel: 'counts of events', everyMs: 30_000, ask: () => ({ query: COUNTS, variables: { from: toTime(0) } }) },
  ...METRICS.map((name) => ({
    panel: 'series of a metric',
    everyMs: 15_000,
    ask: (atMs: number) => ({ query: SERIES, variables: { query: { names: [name], from: toTime(atMs - (atMs % HOUR_MS)), groupBy: 'MINUTE' } } }),
  })),
];

/** When somebody, or a screen on a wall, looks: from one hour to another, each with a start of its own within minutes. */
const VIEWERS: readonly (readonly [principal: string, fromHour: number, toHour: number])[] = [
  ['wall-1', 0, 24],
  ['wall-2', 0, 24],
  ['wall-3', 0, 24],
  ['ann', 7.5, 12],
  ['ann', 13, 17],
  ['bo', 8, 12.5],
  ['bo', 13.2, 17.5],
  ['cy', 8.5, 12],
  ['cy', 13, 18],
  ['dee', 9, 12.5],
  ['dee', 13.5, 18.5],
  ['eli', 9, 18],
  ['fay', 10, 13],
  ['fay', 14, 19],
  ['night-shift', 18, 24],
  ['night-shift', 0, 6],
];

/** What stands before the day begins. */
export function setUp(): readonly Omit<DayRequest, 'atMs'>[] {
  return Array.from({ length: SERVICES }, (_, index) => {
    const input = { id: `service-${index}`, name: `service ${index}`, version: `1.${index}.0`, tags: ['team'] };
    return { principal: 'deployer', panel: 'deployment', query: REGISTER, variables: { input } };
  });
}

/** The requests of the hours asked for, in order of time. */
export function createDay({ seed, fromHour, toHour }: DayOptions): readonly DayRequest[] {
  const random = createRandom(seed);
  const requests: DayRequest[] = [];
  const add = (request: DayRequest): void => void (request.atMs >= fromHour * HOUR_MS && request.atMs < toHour * HOUR_MS && requests.push(request));

  for (const [principal, from, to] of VIEWERS) {
    const opened = from * HOUR_MS + random() * 300_000;
    for (const { panel, everyMs, ask } of PANELS) {
      // Each panel asks when the page opens, then by a timer that drifts.
      for (let atMs = opened + random() * 2_000; atMs < to * HOUR_MS; atMs += everyMs * (0.98 + 0.04 * random())) add({ atMs, principal, panel, ...ask(atMs) });
    }
    // A closer look now and then: half of the looks go to few services.
    for (let atMs = opened; atMs < to * HOUR_MS; atMs += random() * 600_000) {
      if (principal.startsWith('wall')) break;
      const id = `service-${Math.floor(SERVICES * random() ** 3)}`;
      add({ atMs, principal, panel: 'one service', query: SERVICE, variables: { id } });
      add({ atMs: atMs + 50, principal, panel: 'latest events', query: LATEST, variables: {} });
    }
  }
  for (const collector of ['collector-1', 'collector-2', 'collector-3', 'collector-4']) {
    for (let atMs = random() * 60_000; atMs < 24 * HOUR_MS; atMs += 60_000) {
      const inputs = METRICS.map((name) => ({ name, value: Math.round(random() * 1_000), timestamp: toTime(atMs), labels: { host: collector } }));
      add({ atMs, principal: collector, panel: 'samples', query: RECORD, variables: { inputs } });
    }
  }
  // A deployment puts a new version up beside the old one, and takes it down some minutes later.
  for (let nth = 0, atMs = 8 * HOUR_MS; atMs < 19 * HOUR_MS; nth += 1, atMs += random() * 1_800_000) {
    const input = { id: `canary-${nth}`, name: `canary ${nth}`, version: `2.${nth}.0`, tags: ['canary'] };
    add({ atMs, principal: 'ann', panel: 'deployment', query: REGISTER, variables: { input } });
    add({ atMs: atMs + 1, principal: 'ann', panel: 'list of services', query: LIST, variables: {} });
    add({ atMs: atMs + 240_000, principal: 'ann', panel: 'deployment', query: DEREGISTER, variables: { id: input.id } });
  }
  return requests.toSorted((a, b) => a.atMs - b.atMs);
}

function toTime(atMs: number): string {
  return new Date(MIDNIGHT_MS + Math.floor(atMs)).toISOString();
}

/** Mulberry32. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
