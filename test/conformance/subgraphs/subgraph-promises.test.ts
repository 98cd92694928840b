import { buildSubgraphSchema } from '@apollo/subgraph';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Kind, parse, print } from 'graphql';
import { composeSupergraph } from '../../../gateway/supergraph/compose-supergraph.ts';
import { readSubgraphSdl } from '../../../platform/subgraph/read-sdl.ts';
import { listFiles } from '../../architecture/source-files.ts';
import { ARRANGEMENTS, startFederation } from '../federation/federation.ts';
import { createFixtureEndpoint } from '../federation/fixture-subgraph.ts';
import { archive, vaults, viewers } from './archive.ts';
import { PROMISES, type Stage } from './promises.ts';
import { assertLink, directivesOf, KNOWN_IMPORTS, linksOf, schemaDirectives, sdlOf } from './read-published.ts';

describe('the promises of a subgraph', () => {
  it('are 23', () => {
    expect(PROMISES.map(({ id }) => id)).toEqual(PROMISES.map((_, index) => `FED-SUB-${String(index + 1).padStart(2, '0')}`));
    expect(PROMISES).toHaveLength(23);
  });

  describe.each(ARRANGEMENTS)('($kind, $planner)', (arrangement) => {
    let stage: Stage;
    beforeAll(async () => {
      const subgraph = createFixtureEndpoint(archive);
      stage = { subgraph, sdl: await sdlOf(subgraph), federation: await startFederation([archive, viewers, vaults], arrangement) };
    });
    afterAll(() => stage.federation.close());

    it.each(PROMISES)('$id $must', ({ check }) => check(stage));
  });
});

const OWN = listFiles(['schema/subgraphs']).map((path) => path.replace(/^.*\/|\.graphql$/g, ''));

/** What of the promises concerns SDL, of the subgraphs that this backend is made of. (Their keys are resolved in the suite of entities.) */
describe.each(OWN)('the SDL of %s', (name) => {
  const sdl = parse(readSubgraphSdl(name), { noLocation: true });
  const schema = buildSubgraphSchema([{ typeDefs: sdl }]);

  it('FED-SUB-16 links one version of federation, and imports of it what it knows', () => assertLink(sdl));

  it('FED-SUB-07 is what a subgraph of it publishes', async () => {
    const published = await sdlOf(createFixtureEndpoint({ name, sdl: print(sdl), link: false, isOwn: true }));
    for (const definition of sdl.definitions.map(print)) expect(published.definitions.map(print)).toContain(definition);
    expect(schema.getQueryType()?.getFields()['_service']).toBeDefined();
  });

  it('FED-SUB-01 FED-SUB-21 imports every directive of federation that it uses, and composes every other one that it links', () => {
    const linked = linksOf(sdl);
    const composed = schemaDirectives(sdl, 'composeDirective').map((directive) => /"(@\w+)"/.exec(print(directive))?.[1]);
    for (const { url, imports } of linked) {
      if (url.startsWith('https://specs.apollo.dev/')) continue;
      expect(composed.toSorted()).toEqual(imports.toSorted());
      for (const imported of imports) expect(schema.getDirective(imported.slice(1))).toBeDefined();
    }
    const imports = linked.flatMap((link) => link.imports);
    const used = [...KNOWN_IMPORTS].filter((directive) => new RegExp(`${directive}\\b`).test(print(sdl)));
    expect(used.filter((directive) => !imports.includes(directive))).toEqual([]);
  });

  it('FED-SUB-08 FED-SUB-10 names keys whose fields it has', () => {
    for (const definition of sdl.definitions) {
      if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
      for (const key of directivesOf(sdl, definition.name.value).filter((text) => text.startsWith('@key'))) {
        const fields = /fields: "([^"]+)"/.exec(key)?.[1]?.split(' ') ?? [];
        expect(fields.filter((field) => !definition.fields?.some((one) => one.name.value === field))).toEqual([]);
      }
    }
  });
});

it('FED-SUB-16 the subgraphs of this backend compose', async () => {
  const subgraphs = OWN.map((name) => ({ name, url: `http://${name}.invalid`, sdl: readSubgraphSdl(name) }));
  expect((await composeSupergraph(subgraphs)).kind).toBe('composed');
});
