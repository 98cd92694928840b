import { afterAll, describe, expect, it } from '@jest/globals';
import { neo4jAvailable, startNeo4j, type Neo4jServer } from '../../test/support/neo4j.ts';
import { describeWith } from '../../test/support/real-servers.ts';
import { createLogger } from '../logging/logger.ts';
import { describeGraphStore } from './graph.contract.ts';
import { createNeo4jGraph } from './neo4j-graph.ts';

const logger = createLogger({ level: 'silent', process: 'test' });
const scope = { workspace: 'w', principal: 'p' };

describeWith(neo4jAvailable())('with a Neo4j server', () => {
  let server: Neo4jServer | undefined;
  afterAll(async () => {
    await server?.stop();
  });

  describeGraphStore('Neo4j', async () => {
    server = await startNeo4j();
    return createNeo4jGraph({ ...server, logger });
  });

  describe('the graph store over Neo4j, in trouble', () => {
    it('refuses to start with a wrong password, in one line that does not tell it', async () => {
      const opening = createNeo4jGraph({ uri: server!.uri, user: 'neo4j', password: 'not-the-password', logger });
      await expect(opening).rejects.toMatchObject({ name: 'ConfigError', message: expect.stringMatching(/^NEO4J_USER and NEO4J_PASSWORD: [^\n]*$/) });
      await expect(opening).rejects.not.toMatchObject({ message: expect.stringContaining('not-the-password') });
    });

    it('keeps what it acknowledged when the server is killed, says when it is away, and goes on when it is back', async () => {
      const graph = await createNeo4jGraph({ ...server!, logger });
      await graph.upsert(scope, { nodes: [{ id: 'kept', label: 'Thing', properties: { n: 1 } }], relations: [] });
      await server!.kill9();
      expect(await graph.status()).toEqual({ engine: 'neo4j', reachable: false });
      await expect(graph.node(scope, 'kept')).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
      await expect(createNeo4jGraph({ ...server!, logger })).rejects.toMatchObject({
        name: 'ConfigError',
        message: expect.stringMatching(/^NEO4J_URI: no usable Neo4j answers at 127\.0\.0\.1:\d+ \([^\n]*\)$/),
      });
      await server!.restart();
      expect(await graph.node(scope, 'kept')).toEqual({ id: 'kept', label: 'Thing', properties: { n: 1 } });
      await graph.close();
    }, 600_000);
  });
});
