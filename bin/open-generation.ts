import type { GetDataSourceFunction } from '@apollo/gateway';
import { parse } from 'graphql';
import type { Caching } from '../gateway/caching/caching.ts';
import { createEngine } from '../gateway/execution/create-engine.ts';
import { createPlanner } from '../gateway/execution/create-planner.ts';
import type { PlannerName } from '../gateway/execution/query-plan.ts';
import type { OwnedGeneration } from '../gateway/supergraph/live-generations.ts';
import { readSupergraph, SupergraphError } from '../gateway/supergraph/supergraph.ts';
import { checkUpstreams } from '../gateway/upstream/check-upstream.ts';
import { createDataSourceUpstream } from '../gateway/upstream/data-source-upstream.ts';
import type { PolicyWatch } from '../gateway/upstream/policy-watch.ts';
import { createRemoteUpstream } from '../gateway/upstream/remote-upstream.ts';
import { policiesOf, type PoliciesByName } from '../gateway/upstream/subgraph-policies.ts';
import type { Upstream } from '../gateway/upstream/upstream.ts';
import type { ProcessParts } from './process-parts.ts';
import type { SubgraphUrls } from './subgraphs.ts';

/** What every generation of a gateway is opened with. */
export interface GenerationParts extends Pick<ProcessParts, 'clock' | 'logger'> {
  /** Where AUTOWEAVE_SUBGRAPHS says that subgraphs answer, instead of what the supergraph says. */
  readonly remotes: ReadonlyMap<string, SubgraphUrls>;
  readonly timeoutMs: number;
  readonly policies: PoliciesByName;
  /** Learns what the policies do. */
  readonly watch: PolicyWatch;
  readonly planner: PlannerName;
  /** Whether what subgraphs say of their own defects is kept from clients. */
  readonly masksErrors: boolean;
  /** Keeps entities in front of the subgraphs; undefined to keep none. */
  readonly caching: Pick<Caching, 'keepEntities'> | undefined;
  readonly forwardIdentity: boolean;
  /** Told to subgraphs of ours. */
  readonly secret: string | undefined;
  /** Instead of our own HTTP. */
  readonly buildService: GetDataSourceFunction | undefined;
}

/** Opens remote subgraphs for a supergraph's SDL. Rejects with a SupergraphError in one line when it cannot be served; it then leaves nothing open. */
export async function openGeneration(sdl: string, parts: GenerationParts): Promise<OwnedGeneration> {
  const supergraph = await readSupergraph(sdl);
  const planner = createPlanner(supergraph, { choice: parts.planner, logger: parts.logger });
  // Loads the planner over this supergraph; what it cannot work with is refused now, not by the first request.
  await planner.plan({ document: parse('{ __typename }'), operationName: undefined, overrides: new Map() });
  const addresses = supergraph.subgraphs.map(({ name, url }) => ({ name, urls: parts.remotes.get(name) ?? ([url] as const) }));
  const homeless = parts.buildService === undefined ? addresses.filter(({ urls: [first] }) => !URL.canParse(first)).map(({ name }) => name) : [];
  if (homeless.length > 0) {
    throw new SupergraphError(
      `the supergraph names no address for ${homeless.map((name) => `the subgraph ${name}`).join(', ')}; give one in AUTOWEAVE_SUBGRAPHS`,
    );
  }
  const upstreams = new Map(addresses.map(({ name, urls }) => [name, openUpstream({ name, urls }, parts)]));
  return {
    apiSchema: supergraph.apiSchema,
    supergraphSdl: supergraph.sdl,
    engine: createEngine({
      supergraph,
      planner,
      upstreams: parts.caching?.keepEntities(supergraph, upstreams) ?? upstreams,
      logger: parts.logger,
      masksErrors: parts.masksErrors,
    }),
    checks: checkUpstreams(upstreams.values(), { engineOf: () => (parts.buildService === undefined ? 'http' : 'service'), clock: parts.clock }),
    async close() {
      for (const upstream of upstreams.values()) await upstream.close();
    },
  };
}

function openUpstream({ name, urls }: { name: string; urls: SubgraphUrls }, parts: GenerationParts): Upstream {
  const { clock, timeoutMs, forwardIdentity, secret, watch, buildService } = parts;
  if (buildService !== undefined) return createDataSourceUpstream({ name, dataSource: buildService({ name, url: urls[0] }), forwardIdentity });
  const policies = policiesOf(parts.policies, name);
  return createRemoteUpstream({ name, urls, clock, random: Math.random, timeoutMs, forwardIdentity, secret, policies, watch });
}
