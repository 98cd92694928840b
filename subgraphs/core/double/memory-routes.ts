import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../platform/clock/clock.ts';
import type { DoubleAgents } from './double-agents.ts';
import { answer, type DoubleReply, type DoubleRequest, type DoubleRoute } from './http-routing.ts';

interface Memory {
  readonly id: string;
  readonly owner: string;
  readonly content: string;
}
interface Relation {
  readonly source_id: string;
  readonly target_id: string;
  readonly relation_type: string;
}

const MAX_RESULTS = 20;
const CONTEXTUAL_WEIGHT = 0.6;
const STRUCTURAL_WEIGHT = 0.4;

/**
 * `/api/memory` as in Core's mock mode. Quirks kept: writing answers no id, `POST /api/memory` does not exist, search knows no limit
 * and wants both `query` and `user_id`, and `agent/:id/related` fails.
 */
export function createMemoryRoutes(agents: DoubleAgents, clock: Clock): readonly DoubleRoute[] {
  const memories: Memory[] = [];
  const relations: Relation[] = [];
  const users = new Set<string>();
  let searches = 0;
  const now = () => new Date(clock.now()).toISOString();
  const done = (message: string) => answer(200, { success: true, message, timestamp: now() });
  const missing = (error: string) => answer(400, { error });

  function remember(owner: string, content: unknown): DoubleReply {
    if (typeof content !== 'string' || content === '') return missing('memory is required');
    memories.push({ id: `memory-${randomUUID()}`, owner, content });
    return done('Memory added successfully');
  }

  function search(request: DoubleRequest): DoubleReply {
    const { query, user_id: userId, context } = request.body;
    if (typeof query !== 'string' || query === '') return missing('query is required');
    if (typeof userId !== 'string' || userId === '') return missing('user_id is required');
    const startedMs = clock.elapsed();
    searches += 1;
    const contextual = memories
      .map(({ id, owner, content }) => ({ id, content, score: toScore(query, content), user_id: owner, mock: true }))
      .filter(({ score, user_id: owner }) => score > 0 && owner === userId);
    const structural = [
      ...relations.map((relation) => ({
        id: `${relation.source_id}-${relation.target_id}`,
        content: `${relation.source_id} ${relation.relation_type} ${relation.target_id}`,
      })),
      ...agents.list().map(({ id, name, description }) => ({ id, content: `${String(name)} ${String(description)}` })),
    ]
      .map((node) => ({ ...node, score: toScore(query, node.content), user_id: 'system', mock: true }))
      .filter(({ score }) => score > 0);
    const hybrid = [
      ...contextual.map((match) => ({ ...match, score: match.score * CONTEXTUAL_WEIGHT, source: 'contextual', type: 'memory', relevance: 'personal' })),
      ...structural.map((match) => ({ ...match, score: match.score * STRUCTURAL_WEIGHT, source: 'structural', type: 'graph', relevance: 'system' })),
    ]
      .sort((a, b) => b.score - a.score)
      .slice(0, MAX_RESULTS);
    const metadata = { timestamp: now(), user_id: userId, context: context ?? {}, duration: Math.round(clock.elapsed() - startedMs) };
    const results = { query, contextual_matches: contextual, structural_matches: structural, hybrid_results: hybrid, search_metadata: metadata };
    return answer(200, { success: true, results, timestamp: now() });
  }

  function interact({ body }: DoubleRequest): DoubleReply {
    const { user_id: userId, agent_id: agentId, interaction } = body;
    const content = typeof interaction === 'object' && interaction !== null && 'content' in interaction ? interaction.content : undefined;
    if (typeof userId !== 'string' || typeof agentId !== 'string' || content === undefined) return missing('user_id, agent_id and interaction are required');
    users.add(userId);
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    memories.push({ id: `memory-${randomUUID()}`, owner: userId, content: text }, { id: `memory-${randomUUID()}`, owner: agentId, content: text });
    return done('Interaction recorded successfully');
  }

  function relate({ body }: DoubleRequest): DoubleReply {
    const { source_id: source, target_id: target, relation_type: type } = body;
    if (typeof source !== 'string' || typeof target !== 'string' || typeof type !== 'string')
      return missing('source_id, target_id and relation_type are required');
    relations.push({ source_id: source, target_id: target, relation_type: type });
    return done('Relation created successfully');
  }

  function toTopology(): unknown {
    const listed = agents.list();
    return {
      agents: listed.map(({ id, name }) => ({ id, name })),
      workflows: listed.map(({ workflow }) => workflow),
      users: [...users],
      relationships: relations,
    };
  }

  const about = (id: string) => relations.filter(({ source_id: source, target_id: target }) => source === id || target === id);

  return [
    { method: 'POST', pattern: '/api/memory/search', handle: search },
    {
      method: 'POST',
      pattern: '/api/memory/user/:userId/memory',
      handle: ({ params, body }) => {
        users.add(params['userId'] ?? '');
        return remember(params['userId'] ?? '', body['memory']);
      },
    },
    { method: 'POST', pattern: '/api/memory/agent/:agentId/memory', handle: ({ params, body }) => remember(params['agentId'] ?? '', body['memory']) },
    { method: 'POST', pattern: '/api/memory/interaction', handle: interact },
    { method: 'POST', pattern: '/api/memory/graph/relation', handle: relate },
    { method: 'GET', pattern: '/api/memory/health', handle: () => answer(200, { status: 'healthy', mode: 'mock' }) },
    {
      method: 'GET',
      pattern: '/api/memory/metrics',
      handle: () => answer(200, { total_searches: searches, average_search_time: 0, error_rate: 0, cache_hit_rate: 0, cache_size: 0 }),
    },
    { method: 'GET', pattern: '/api/memory/system/topology', handle: () => answer(200, toTopology()) },
    {
      method: 'GET',
      pattern: '/api/memory/system-analysis/:userId',
      handle: ({ params }) => answer(200, { success: true, user_id: params['userId'], topology: toTopology() }),
    },
    {
      method: 'GET',
      pattern: '/api/memory/agent/:id/dependencies',
      handle: ({ params }) => answer(200, { success: true, agentId: params['id'], dependencies: about(params['id'] ?? '') }),
    },
    {
      method: 'GET',
      pattern: '/api/memory/agent/:id/related',
      handle: () => answer(500, { error: 'Failed to get related agents', message: 'not available in mock mode' }),
    },
  ];
}

/** Share of the query's words that the text has. */
function toScore(query: string, text: string): number {
  const words = query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const lower = text.toLowerCase();
  return words.length === 0 ? 0 : words.filter((word) => lower.includes(word)).length / words.length;
}
