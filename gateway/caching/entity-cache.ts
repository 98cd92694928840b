import { createHash } from 'node:crypto';
import type { GraphQLSchema } from 'graphql';
import type { Position } from '../../platform/event-log/event-log.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import type { RequestIdentity } from '../../platform/request/scope.ts';
import type { SubgraphAnswer, SubgraphError, SubgraphRequest } from '../../platform/subgraph/endpoint.ts';
import { leastFresh, type Freshness } from '../../platform/subgraph/freshness.ts';
import { toAnswerStream } from '../execution/answer-stream.ts';
import { createBoundedMap } from '../execution/bounded-map.ts';
import type { Upstream, UpstreamPolicy } from '../upstream/upstream.ts';
import { toAuthorisationClass } from './authorisation-class.ts';
import type { CacheHints } from './cache-hints.ts';
import type { CacheMetrics } from './cache-metrics.ts';
import { narrowPolicy, type CachePolicy } from './cache-policy.ts';
import { readEntityQuery, type EntityList, type EntityQuery } from './entity-query.ts';
import { toAnswerTag, toEntityTags, toNamedTag, toTypeTag } from './invalidation.ts';
import type { Asking, KeptValues } from './kept-values.ts';

/** What the cache of single entities works with, for one supergraph. */
export interface EntityCacheParts {
  readonly values: KeptValues;
  readonly metrics: CacheMetrics;
  readonly logger: Logger;
  readonly schema: GraphQLSchema;
  readonly hints: CacheHints;
  /** Stands for the supergraph. */
  readonly hash: string;
}

const KNOWN_QUERIES = 2_000;
const LONG_REPRESENTATION = 160;

/** One entity of a fetch. */
interface Wanted {
  readonly list: EntityList;
  readonly index: number;
  readonly key: string;
  readonly policy: CachePolicy;
  readonly representation: Readonly<Record<string, unknown>>;
}

/** What a look brought. */
interface Found {
  /** By list, by index: the entity as JSON. */
  readonly texts: ReadonlyMap<EntityList, ReadonlyMap<number, string>>;
  readonly positions: readonly (Position | undefined)[];
  /** What is left of the shortest time that a subgraph gave one of them. */
  readonly freshness: Freshness | undefined;
  readonly missing: readonly Wanted[];
}

/**
 * Keeps single entities of fetches: a subgraph is asked only for those that are not kept, and not at all when all are.
 * Whole answers with an error keep nothing. A request that wants what is true now (`fresh`) passes.
 */
export function withEntityCache(parts: EntityCacheParts): UpstreamPolicy {
  const { values, metrics, logger, schema, hints } = parts;
  const queries = createBoundedMap<string, EntityQuery | 'none'>(KNOWN_QUERIES);

  function toEntityQuery(query: string): EntityQuery | 'none' {
    const known = queries.get(query);
    if (known !== undefined) return known;
    const read = readEntityQuery(query, { schema, hints }) ?? 'none';
    queries.set(query, read);
    return read;
  }

  function want(name: string, query: EntityQuery, { identity, variables = {} }: SubgraphRequest): Wanted[] {
    const names = new Set(query.lists.map(({ variableName }) => variableName));
    const others = Object.entries(variables).filter(([variable]) => !names.has(variable));
    const about = others.length === 0 ? '' : toKeyPart(JSON.stringify(others));
    return query.lists.flatMap((list) =>
      toRepresentations(variables, list).flatMap((representation, index): Wanted[] => {
        const policy = list.policies.get(String(representation['__typename']));
        if (policy === undefined) return [];
        const whose = toAuthorisationClass(identity, policy.isPrivate);
        const key = `gateway:entity:${parts.hash}:${name}:${list.hash}:${whose}:${toKeyPart(JSON.stringify(representation))}:${about}`;
        return [{ list, index, key, policy, representation }];
      }),
    );
  }

  async function find(wanted: readonly Wanted[], identity: RequestIdentity, minPosition: Position | undefined): Promise<Found> {
    const texts = new Map<EntityList, Map<number, string>>();
    const positions: (Position | undefined)[] = [];
    let freshness: Freshness | undefined;
    const missing: Wanted[] = [];
    const looks = await Promise.all(wanted.map(({ key, policy }) => values.look(identity, key, { policy, minPosition })));
    looks.forEach((look, at) => {
      const one = wanted[at];
      if (one === undefined) return;
      if (look.kind === 'none') {
        missing.push(one);
        metrics.count('entity', { outcome: 'miss', reason: look.reason });
        return;
      }
      const ofList = texts.get(one.list) ?? new Map<number, string>();
      texts.set(one.list, ofList.set(one.index, look.value.text));
      positions.push(look.value.position);
      const { maxAgeMs, ageMs } = look.value;
      if (maxAgeMs < one.policy.maxAgeMs) freshness = leastFresh(freshness, { maxAgeMs: Math.max(0, maxAgeMs - ageMs) });
      metrics.count('entity', { outcome: 'hit', reason: look.kind });
    });
    return { texts, positions, freshness, missing };
  }

  /** Takes the entities' text at once; nobody waits until it is kept. */
  function keep(answer: SubgraphAnswer, kept: { missing: readonly Wanted[]; places: Places; asking: Asking; identity: RequestIdentity }): void {
    if (answer.errors !== undefined || !answer.data) return;
    const { missing, places, asking, identity } = kept;
    const position = answer.extensions?.stream?.position ?? undefined;
    for (const { list, index, key, policy, representation } of missing) {
      const entities = answer.data[list.alias];
      const at = places.get(list)?.indexOf(index) ?? index;
      const entity: unknown = Array.isArray(entities) ? entities[at] : undefined;
      if (entity === undefined || entity === null) continue;
      values
        .keep(identity, key, {
          asking,
          policy: narrowPolicy(policy, answer.freshness),
          text: JSON.stringify(entity),
          position,
          tags: toTags(policy, representation),
        })
        .catch((error: unknown) => logger.warn({ err: error }, 'an entity was not kept'));
    }
  }

  return (upstream: Upstream): Upstream => ({
    ...upstream,
    async execute(request) {
      const query = request.fresh === true ? 'none' : toEntityQuery(request.query);
      if (query === 'none') return upstream.execute(request);
      const { identity, variables = {} } = request;
      const wanted = want(upstream.name, query, request);
      if (wanted.length === 0) return upstream.execute(request);
      const found = await find(wanted, identity, request.stream?.minPosition);
      if (found.positions.length > 0) request.note?.(`${found.positions.length} entities were kept`);
      const places: Places = new Map(query.lists.map((list) => [list, placesOf(list, variables, found)]));
      const isWhole = [...places.values()].every((left) => left.length === 0);
      if (isWhole) return join({ data: {} }, { query, found, places, variables, workspace: identity.workspace });
      const asking = await values.begin(identity, query.events);
      const { readText: _form, ...asked } = request;
      const answer = await upstream.execute({ ...asked, variables: withoutFound(variables, places) });
      // Before the answer's owner changes it.
      keep(answer, { missing: found.missing, places, asking, identity });
      return found.positions.length === 0 ? answer : join(answer, { query, found, places, variables, workspace: identity.workspace });
    },
  });
}

/** By list: the indices of the representations that the subgraph is asked for. */
type Places = ReadonlyMap<EntityList, readonly number[]>;

function toRepresentations(variables: Readonly<Record<string, unknown>>, { variableName }: EntityList): readonly Readonly<Record<string, unknown>>[] {
  const value = variables[variableName];
  return Array.isArray(value) ? (value as Readonly<Record<string, unknown>>[]) : [];
}

function placesOf(list: EntityList, variables: Readonly<Record<string, unknown>>, { texts }: Found): number[] {
  const known = texts.get(list);
  const indices = toRepresentations(variables, list).map((_representation, index) => index);
  return known === undefined ? indices : indices.filter((index) => !known.has(index));
}

function withoutFound(variables: Readonly<Record<string, unknown>>, places: Places): Record<string, unknown> {
  const left: Record<string, unknown> = { ...variables };
  for (const [list, indices] of places) {
    const all = toRepresentations(variables, list);
    left[list.variableName] = indices.map((index) => all[index]);
  }
  return left;
}

interface Joining {
  readonly query: EntityQuery;
  readonly found: Found;
  readonly places: Places;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly workspace: string;
}

/** The answer to all that was asked for, from the answer to what was missing. One that has no lists as long as asked for stays as it is. */
function join(answer: SubgraphAnswer, { query, found, places, variables, workspace }: Joining): SubgraphAnswer {
  if (!answer.data) return answer;
  const data: Record<string, unknown> = {};
  for (const list of query.lists) {
    const left = places.get(list) ?? [];
    const answered: unknown = left.length === 0 ? [] : answer.data[list.alias];
    if (!Array.isArray(answered) || answered.length !== left.length) return answer;
    const entities: unknown[] = toRepresentations(variables, list).map(() => null);
    left.forEach((index, at) => (entities[index] = answered[at] as unknown));
    for (const [index, text] of found.texts.get(list) ?? []) entities[index] = JSON.parse(text) as unknown;
    data[list.alias] = entities;
  }
  const positions = [...found.positions, ...([...places.values()].some((left) => left.length > 0) ? [answer.extensions?.stream?.position ?? undefined] : [])];
  const placed = positions.flatMap((position) => (position === undefined ? [] : [{ kind: 'query', stream: { position } }]));
  const stream = placed.length < positions.length ? undefined : toAnswerStream(placed, { kind: 'query', workspace });
  const { stream: _own, ...extensions } = answer.extensions ?? {};
  const freshness = leastFresh(answer.freshness, found.freshness);
  return {
    data,
    ...(freshness === undefined ? {} : { freshness }),
    ...(answer.errors === undefined ? {} : { errors: answer.errors.map((error) => replace(error, query, places)) }),
    ...(stream === undefined ? {} : { extensions: { ...extensions, stream } }),
  };
}

/** An error's path says which of the missing entities it is of. */
function replace(error: SubgraphError, query: EntityQuery, places: Places): SubgraphError {
  const [alias, at, ...rest] = error.path ?? [];
  const list = query.lists.find((each) => each.alias === alias);
  const index = list === undefined || typeof at !== 'number' ? undefined : places.get(list)?.[at];
  return index === undefined || alias === undefined ? error : { ...error, path: [alias, index, ...rest] };
}

/** What an entity is dropped by; what is inside it counts as in an answer. */
function toTags({ types, tags }: CachePolicy, representation: Readonly<Record<string, unknown>>): string[] {
  const type = String(representation['__typename']);
  const inside = types.filter((name) => name !== type).map(toAnswerTag);
  return [toTypeTag(type), ...inside, ...toEntityTags(representation), ...tags.map(toNamedTag)];
}

function toKeyPart(text: string): string {
  return text.length > LONG_REPRESENTATION ? createHash('sha256').update(text).digest('base64url') : text;
}
