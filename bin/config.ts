import { booleanSetting, integerSetting, optionalSecretSetting, optionalTextSetting, type Environment } from '../platform/config/settings.ts';

/** The environment of this process, with what `.env` added at the start. */
export function processEnvironment(): Environment {
  return process.env;
}

/** True under `npm start` and its like, which stand between this process and whoever sends it signals. */
export function isRunByNpm(): boolean {
  return process.env['npm_lifecycle_event'] !== undefined;
}

/** What the composition root itself reads. */
export const processSettings = {
  subgraphs: optionalTextSetting('AUTOWEAVE_SUBGRAPHS', {
    description:
      'Subgraphs in other processes: name=url[|url of a copy…],name=url…; those not named run in the process of `start`, or where the supergraph says',
  }),
  subgraphTimeoutMs: integerSetting('AUTOWEAVE_SUBGRAPH_TIMEOUT_MS', {
    default: 20_000,
    min: 10,
    max: 600_000,
    description: 'Longest that one call of a remote subgraph may take, in milliseconds',
  }),
  subgraphPolicies: optionalTextSetting('AUTOWEAVE_SUBGRAPH_POLICIES', {
    description:
      'How remote subgraphs are treated, as JSON or the path of a file with it: {"name or *": {"timeoutMs", "retry", "breaker", "concurrency", "hedge", "deduplicate", "headers", "tls"}}',
  }),
  subgraphSecret: optionalSecretSetting('AUTOWEAVE_SUBGRAPH_SECRET', {
    description: 'Secret (16 characters or more) by which processes of this backend know each other: a subgraph process answers other machines only with it',
  }),
  subgraphHosts: optionalTextSetting('AUTOWEAVE_SUBGRAPH_HOSTS', {
    description: 'Host names, separated by commas, by which a subgraph process is called beside its addresses; pages of these hosts may call it too',
  }),
  supergraphPollMs: integerSetting('AUTOWEAVE_SUPERGRAPH_POLL_MS', {
    default: 10_000,
    min: 50,
    max: 86_400_000,
    description: 'How often `autoweave gateway` looks for a new supergraph (a file is watched as well), in milliseconds',
  }),
  forwardIdentity: booleanSetting('AUTOWEAVE_FORWARD_IDENTITY', {
    default: true,
    description: 'Whether `autoweave gateway` tells its subgraphs the workspace and principal; false for subgraphs that are not this backend’s',
  }),
} as const;
