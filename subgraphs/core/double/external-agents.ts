import { toOpenApiVerdict } from './openapi-verdict.ts';

interface Tool {
  readonly name: string;
  readonly openapi: unknown;
}

/** The agents that the double has read cards of. */
export interface ExternalAgents {
  count(): number;
  /** The validation of an agent's tools; undefined for an unknown agent. */
  validate(agentId: string): readonly unknown[] | undefined;
}

/**
 * Reads `<url>/agent` of each registry once, as Core does at its start, and never again. Only a card with `agent_id`,
 * `protocol_version` and `capabilities` is taken; a registry that does not answer is passed over.
 */
export async function readExternalAgents(registries: readonly string[]): Promise<ExternalAgents> {
  const cards = new Map<string, readonly Tool[]>();
  for (const registry of registries) {
    const card = await readCard(registry);
    if (card !== undefined) cards.set(card.agentId, card.tools);
  }
  return {
    count: () => cards.size,
    validate: (agentId) =>
      cards.get(agentId)?.map(({ name, openapi }) => ({ tool: name, agent: agentId, ...toOpenApiVerdict(openapi), source: `external:${agentId}` })),
  };
}

async function readCard(registry: string): Promise<{ agentId: string; tools: readonly Tool[] } | undefined> {
  try {
    const response = await fetch(`${registry.replace(/\/$/, '')}/agent`, { signal: AbortSignal.timeout(5_000) });
    const card = (await response.json()) as Readonly<Record<string, unknown>>;
    const { agent_id: agentId, protocol_version: version, capabilities } = card;
    if (!response.ok || typeof agentId !== 'string' || !version || typeof capabilities !== 'object' || capabilities === null) return undefined;
    const tools = 'tools' in capabilities && Array.isArray(capabilities.tools) ? (capabilities.tools as readonly Tool[]) : [];
    return { agentId, tools };
  } catch {
    return undefined;
  }
}
