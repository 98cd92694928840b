import { badInput } from '../../../platform/errors/coded-error.ts';
import type { JsonObject } from '../../../platform/json/json-value.ts';
import type { Receipt } from '../../../platform/records/commands.ts';
import type { Scope } from '../../../platform/request/scope.ts';
import { CORE_SOURCE } from './agent-events.ts';
import type { Announcements } from './connection-desk.ts';
import type { CoreMemory, MemoryHealth, MemoryHit, MemoryOwner, MemorySearch, MemoryTopology } from './memory.ts';

interface Remembered {
  readonly message: string | null;
  readonly receipt: Receipt;
}

/** What callers may do with Core's memory. Throws BAD_USER_INPUT for what Core would refuse, UPSTREAM_UNAVAILABLE while Core is away. */
export interface MemoryDesk {
  search(request: { query: string; userId: string; type?: MemoryHit['type'] }): Promise<MemorySearch>;
  health(): Promise<MemoryHealth>;
  topology(): Promise<MemoryTopology>;
  add(scope: Scope, request: { userId?: string; agentId?: string; memory: string; metadata?: JsonObject }): Promise<Remembered>;
  addInteraction(scope: Scope, request: { userId: string; agentId: string; type: string; content: string }): Promise<Remembered>;
  addRelation(scope: Scope, request: { sourceId: string; targetId: string; relationType: string }): Promise<Remembered>;
}

const MAX_TEXT = 10_000;
const MAX_NAME = 200;

/** Each thing that Core was made to remember is told in the log, without its content, once Core has said that it remembers. */
export function createMemoryDesk(setup: { memory: CoreMemory; announcements: Announcements; assertConnected: () => void }): MemoryDesk {
  const { memory, announcements, assertConnected } = setup;

  async function remember(scope: Scope, write: () => Promise<string | null>, told: { type: string; data: JsonObject }): Promise<Remembered> {
    assertConnected();
    const message = await write();
    return { message, receipt: await announcements.announce(scope, { source: CORE_SOURCE, subject: 'core/memory', ...told }) };
  }

  return {
    async search(request) {
      assertText('query', request.query, MAX_TEXT);
      assertText('userId', request.userId, MAX_NAME);
      assertConnected();
      const found = await memory.search(request);
      // Core takes the type as a hint only.
      return request.type === undefined ? found : { ...found, hits: found.hits.filter(({ type }) => type === request.type) };
    },
    async health() {
      assertConnected();
      return memory.health();
    },
    async topology() {
      assertConnected();
      return memory.topology();
    },
    async add(scope, { userId, agentId, memory: text, metadata }) {
      const owner = toOwner(userId, agentId);
      assertText('input.memory', text, MAX_TEXT);
      const told = { type: 'core.memory.added', data: { owner: { ...owner } } };
      return remember(scope, () => memory.add(owner, text, metadata ?? {}), told);
    },
    async addInteraction(scope, request) {
      assertText('input.userId', request.userId, MAX_NAME);
      assertText('input.agentId', request.agentId, MAX_NAME);
      assertText('input.type', request.type, MAX_NAME);
      assertText('input.content', request.content, MAX_TEXT);
      const told = { type: 'core.memory.interaction.added', data: { userId: request.userId, agentId: request.agentId } };
      return remember(scope, () => memory.addInteraction(request), told);
    },
    async addRelation(scope, request) {
      for (const key of ['sourceId', 'targetId', 'relationType'] as const) assertText(`input.${key}`, request[key], MAX_NAME);
      return remember(scope, () => memory.addRelation(request), { type: 'core.memory.relation.added', data: { ...request } });
    },
  };
}

function assertText(field: string, text: string, max: number): void {
  if (text.trim() === '' || text.length > max) throw badInput(field, `1 to ${max} characters that are not all blank`, text);
}

function toOwner(userId: string | undefined, agentId: string | undefined): MemoryOwner {
  if ((userId === undefined) === (agentId === undefined)) throw badInput('input.userId', 'exactly one of userId and agentId');
  const owner: MemoryOwner = userId === undefined ? { kind: 'agent', id: agentId ?? '' } : { kind: 'user', id: userId };
  assertText(`input.${owner.kind}Id`, owner.id, MAX_NAME);
  return owner;
}
