import { readGatewayConfig } from '../gateway/config.ts';
import { readSubgraphPolicies } from '../gateway/upstream/subgraph-policies.ts';
import { readSettings, type Environment } from '../platform/config/settings.ts';
import { readStoreConfig } from '../platform/stores/config.ts';
import { collectProblems } from './collect-problems.ts';
import { processSettings } from './config.ts';
import { checkSubgraphConfigs, readSubgraphUrls } from './subgraphs.ts';

/** What a process with a gateway reads. Throws one ConfigError with every problem. */
export function readGatewayConfigs(environment: Environment) {
  return collectProblems({
    stores: () => readStoreConfig(environment),
    gateway: () => readGatewayConfig(environment),
    process: () => readSettings(processSettings, environment),
    remotes: () => readSubgraphUrls(readSettings(processSettings, environment).subgraphs),
    policies: () => readSubgraphPolicies(readSettings(processSettings, environment).subgraphPolicies),
  });
}

/** What a process that also runs subgraphs reads: theirs is told together with the rest. */
export function readAllConfigs(environment: Environment) {
  const { whole } = collectProblems({ whole: () => readGatewayConfigs(environment), subgraphs: () => checkSubgraphConfigs(environment) });
  return whole;
}
