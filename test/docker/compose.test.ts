import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

interface Service {
  readonly image?: string;
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly profiles?: readonly string[];
}

const folder = join(import.meta.dirname, '../../docker');
const text = readFileSync(join(folder, 'compose.yml'), 'utf8');
const dockerfile = readFileSync(join(folder, 'Dockerfile'), 'utf8');
const compose = parse(text) as { services: Record<string, Service>; volumes: Record<string, unknown> };
const servers = Object.entries(compose.services).filter(([name]) => name !== 'app');
const app = compose.services['app']!;

describe('the compose file', () => {
  it('L05 starts the four servers, and the backend in a profile of its own', () => {
    expect(servers.map(([name]) => name).toSorted()).toEqual(['neo4j', 'postgres', 'qdrant', 'redis']);
    expect(app.profiles).toEqual(['app']);
    expect(app.build).toEqual({ context: '..', dockerfile: 'docker/Dockerfile' });
  });

  it.each(servers)('pins the version of %s, checks its health and keeps its data in a named volume', (_name, server) => {
    expect(server.image).toMatch(/:v?\d+\.?\d*/);
    expect(server.healthcheck?.test[0]).toMatch(/^CMD(-SHELL)?$/);
    expect(server.volumes?.map((volume) => volume.split(':')[0])).toEqual([expect.any(String)]);
    for (const volume of server.volumes ?? []) expect(Object.keys(compose.volumes)).toContain(volume.split(':')[0]);
  });

  it.each(Object.entries(compose.services))('binds every port of %s to loopback', (_name, service) => {
    expect(service.ports).not.toEqual([]);
    for (const port of service.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
  });

  it('takes every secret from the environment and has no default for one', () => {
    const taken = [...text.matchAll(/\$\{(\w+)([^}]*)\}/g)];
    expect(taken.length).toBeGreaterThan(5);
    for (const [, , condition] of taken) expect(condition).toMatch(/^:\?/);
    const examples = readFileSync(join(folder, '.env.example'), 'utf8').matchAll(/^(\w+)=(.*)$/gm);
    expect(new Map([...examples].map(([, name, value]) => [name, value]))).toEqual(new Map(taken.map(([, name]) => [name, ''])));
  });

  it('runs Redis as the event log needs it', () => {
    const command = compose.services['redis']?.command?.join(' ');
    expect(command).toContain('--appendonly yes --appendfsync always');
    expect(command).toContain('--maxmemory-policy noeviction');
  });

  it('runs the backend after its servers are healthy, with each of them and with identity from headers', () => {
    expect(Object.entries(app.depends_on ?? {})).toEqual(expect.arrayContaining(servers.map(([name]) => [name, { condition: 'service_healthy' }])));
    expect(app.environment).toMatchObject({ HOST: '0.0.0.0', AUTOWEAVE_IDENTITY: 'headers' });
    for (const name of ['REDIS_URL', 'DATABASE_URL', 'NEO4J_URI', 'QDRANT_URL']) {
      const host = new URL(app.environment?.[name]?.replaceAll(/\$\{[^}]*\}/g, 'secret') ?? '').hostname;
      expect(Object.keys(compose.services)).toContain(host);
    }
  });
});

describe('the image', () => {
  it('installs from the lockfile without development packages and runs as an unprivileged user', () => {
    expect(dockerfile).toMatch(/^FROM node:24-slim$/m);
    expect(dockerfile).toMatch(/^RUN npm ci --omit=dev /m);
    expect(dockerfile).toMatch(/^CMD \["node", "bin\/autoweave\.mjs", "start"\]$/m);
    expect(dockerfile.indexOf('\nUSER node\n')).toBeGreaterThan(dockerfile.lastIndexOf('\nRUN '));
  });
});
