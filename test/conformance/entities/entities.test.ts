import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Kind, parse, type ConstDirectiveNode } from 'graphql';
import type { SubgraphDefinition, StartedSubgraph } from '../../../platform/subgraph/host.ts';
import { analyticsSubgraph } from '../../../subgraphs/analytics/server.ts';
import { operationsSubgraph } from '../../../subgraphs/operations/server.ts';
import { eventsSubgraph } from '../../../subgraphs/events/server.ts';
import { pipelinesSubgraph } from '../../../subgraphs/pipelines/server.ts';
import { servicesSubgraph } from '../../../subgraphs/services/server.ts';
import { listFiles, ROOT } from '../../architecture/source-files.ts';
import { ask, call } from '../../support/call-subgraph.ts';
import { createCoreTestKit } from '../../support/core-test-kit.ts';
import { createDataFolder, startTestHost } from '../../support/subgraph-host.ts';

/** A subgraph on real stores, and what ends it. */
interface Running {
  readonly endpoint: StartedSubgraph;
  close(): Promise<void>;
}

async function startPlain(definition: SubgraphDefinition): Promise<Running> {
  const folder = createDataFolder();
  const test = await startTestHost(folder, { name: definition.name });
  return { endpoint: await definition.start(test.host), close: () => test.close().then(() => folder.remove()) };
}

async function startCore(): Promise<Running> {
  const kit = createCoreTestKit();
  const { subgraph } = await kit.startSubgraph(await kit.startDouble());
  return { endpoint: subgraph, close: () => kit.close() };
}

const STARTS: Readonly<Record<string, () => Promise<Running>>> = {
  core: startCore,
  services: () => startPlain(servicesSubgraph),
  events: () => startPlain(eventsSubgraph),
  pipelines: () => startPlain(pipelinesSubgraph),
  analytics: () => startPlain(analyticsSubgraph),
  operations: () => startPlain(operationsSubgraph),
};

/** Makes an entity that the subgraph owns and answers its id. An entity that is only referred to is known by any id. */
const KNOWN: Readonly<Record<string, (endpoint: StartedSubgraph) => Promise<string>>> = {
  'services.Service': async (endpoint) =>
    (await ask<{ registerService: { service: { id: string } } }>(endpoint, 'mutation { registerService(input: { name: "Web" }) { service { id } } }'))
      .registerService.service.id,
  'pipelines.Pipeline': async (endpoint) =>
    (
      await ask<{ definePipeline: { pipeline: { id: string } } }>(
        endpoint,
        'mutation { definePipeline(input: { name: "P", source: { event: { pattern: "a.*" } }, sink: { records: { collection: "c" } } }) { pipeline { id } } }',
      )
    ).definePipeline.pipeline.id,
  'core.CoreAgent': async (endpoint) => {
    await ask(endpoint, 'mutation { connectCore { status { state } } }');
    const answer = await ask<{ createCoreAgent: { agent: { id: string } } }>(
      endpoint,
      'mutation { createCoreAgent(input: { description: "An agent that watches the orders of a shop" }) { agent { id } } }',
    );
    return answer.createCoreAgent.agent.id;
  },
};

const REFERRED = new Set(['core.Service', 'events.Service', 'pipelines.Service', 'analytics.Service']);

/** Every resolvable `@key` of every subgraph, read from the SDL: a new one without a case here fails. */
function listKeys(): { subgraph: string; type: string; fields: string }[] {
  return listFiles(['schema/subgraphs']).flatMap((path) =>
    parse(readFileSync(join(ROOT, path), 'utf8')).definitions.flatMap((definition) =>
      definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION
        ? (definition.directives ?? [])
            .filter((directive) => directive.name.value === 'key' && readArgument(directive, 'resolvable') !== 'false')
            .map((directive) => ({ subgraph: path.replace(/^.*\/|\.graphql$/g, ''), type: definition.name.value, fields: readArgument(directive, 'fields') }))
        : [],
    ),
  );
}

function readArgument(directive: ConstDirectiveNode, name: string): string {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  if (value?.kind === Kind.STRING) return value.value;
  return value?.kind === Kind.BOOLEAN ? String(value.value) : '';
}

const ENTITIES = 'query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }';

const OWNERS = new Set(listKeys().map(({ subgraph }) => subgraph));

describe.each(Object.keys(STARTS).filter((name) => OWNERS.has(name)))('the entities of %s', (subgraph) => {
  let running: Running;
  beforeAll(async () => {
    running = await STARTS[subgraph]!();
  });
  afterAll(() => running.close());

  it.each(listKeys().filter((key) => key.subgraph === subgraph))(
    '$type by $fields: a known one is resolved, an unknown one is null or a bare reference, never an error',
    async ({ type, fields }) => {
      expect(fields).toBe('id');
      const coordinate = `${subgraph}.${type}`;
      const id = REFERRED.has(coordinate) ? 'any' : await KNOWN[coordinate]?.(running.endpoint);
      expect(id).toBeDefined();
      const representations = [id, 'nobody'].map((each) => ({ __typename: type, id: each }));
      const { data, errors } = await call(running.endpoint, ENTITIES, { variables: { representations } });
      expect(errors).toBeUndefined();
      expect(data?.['_entities']).toEqual([{ __typename: type }, REFERRED.has(coordinate) ? { __typename: type } : null]);
    },
  );

  it('offers its SDL to whoever composes', async () => {
    const { data } = await call(running.endpoint, '{ _service { sdl } }');
    expect((data?.['_service'] as { sdl: string }).sdl).toContain('@key(fields: "id")');
  });
});

it('every subgraph with an SDL is in this suite', () => {
  expect(
    listFiles(['schema/subgraphs'])
      .map((path) => path.replace(/^.*\/|\.graphql$/g, ''))
      .toSorted(),
  ).toEqual(Object.keys(STARTS).toSorted());
});
