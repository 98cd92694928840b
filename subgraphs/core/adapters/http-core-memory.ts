import { CodedError } from '../../../platform/errors/coded-error.ts';
import type { CoreMemory, MemoryHit } from '../domain/memory.ts';
import { createJsonClient, readBodyOf, toSegment } from './json-client.ts';
import { asJson, asList, asNumber, asRecord, asText, asTime } from './read-json.ts';

const NAME = 'AutoWeave Core';

/** Core's memory routes: one for each kind of owner, and a search that wants the user. */
export function createHttpCoreMemory(setup: { url: string; timeoutMs: number }): CoreMemory {
  const client = createJsonClient({ name: NAME, ...setup });

  async function get(path: string): Promise<Readonly<Record<string, unknown>>> {
    return readBodyOf(NAME, await client.call('GET', `/api/memory/${path}`));
  }
  async function post(path: string, body: unknown): Promise<Readonly<Record<string, unknown>>> {
    return readBodyOf(NAME, await client.call('POST', `/api/memory/${path}`, { body }));
  }

  return {
    async search({ query, userId, type }) {
      const context = type === undefined ? {} : { context: { type: type.toLowerCase() } };
      const results = asRecord((await post('search', { query, user_id: userId, ...context }))['results']);
      const { hybrid_results: hybrid, search_metadata: metadata } = results;
      if (!Array.isArray(hybrid)) throw new CodedError('UPSTREAM_REJECTED', `${NAME} answered no results`);
      const { timestamp, duration } = asRecord(metadata);
      const hits = asList(hybrid)
        .map(readHit)
        .toSorted((a, b) => b.score - a.score);
      return { query: asText(results['query']) ?? query, hits, searchedAt: asTime(timestamp), durationMs: asNumber(duration) };
    },
    async health() {
      const [{ status, mode }, metrics] = await Promise.all([get('health'), get('metrics')]);
      return {
        status: asText(status) ?? 'unknown',
        mode: asText(mode),
        totalSearches: asNumber(metrics['total_searches']),
        averageSearchTime: asNumber(metrics['average_search_time']),
        errorRate: asNumber(metrics['error_rate']),
        cacheHitRate: asNumber(metrics['cache_hit_rate']),
        cacheSize: asNumber(metrics['cache_size']),
      };
    },
    async topology() {
      const body = await get('system/topology');
      const listed = (key: string) => asList(body[key]).map(asJson);
      return { agents: listed('agents'), workflows: listed('workflows'), users: listed('users'), relationships: listed('relationships') };
    },
    async add({ kind, id }, memory, metadata) {
      return asText((await post(`${kind}/${toSegment(id)}/memory`, { memory, metadata }))['message']);
    },
    async addInteraction({ userId, agentId, type, content }) {
      return asText((await post('interaction', { user_id: userId, agent_id: agentId, interaction: { type, content } }))['message']);
    },
    async addRelation({ sourceId, targetId, relationType }) {
      return asText((await post('graph/relation', { source_id: sourceId, target_id: targetId, relation_type: relationType }))['message']);
    },
  };
}

function readHit(value: unknown): MemoryHit {
  const { id, content, score, source, type, relevance, user_id: userId, mock } = asRecord(value);
  return {
    id: asText(id) ?? '',
    content: asText(content) ?? JSON.stringify(content ?? ''),
    score: asNumber(score) ?? 0,
    source: source === 'structural' ? 'STRUCTURAL' : 'CONTEXTUAL',
    type: type === 'graph' ? 'GRAPH' : 'MEMORY',
    relevance: asText(relevance),
    userId: asText(userId),
    mock: mock === true,
  };
}
