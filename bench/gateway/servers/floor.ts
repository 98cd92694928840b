// The floor under any gateway: it makes the seven fetches that a good plan makes, in three steps, with undici; parses what
// comes; and sends an answer that it has ready. Usage: floor.ts FOLDER; prints `ready at URL`.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { Pool } from 'undici';
import type { FloorPlan } from '../fixture.ts';
import { printReady } from './print-ready.ts';
import { readText } from './read-text.ts';

const folder = process.argv[2] ?? '';

interface ReadyFetch {
  readonly pool: Pool;
  readonly path: string;
  readonly body: string;
}

interface Ready {
  readonly steps: readonly (readonly ReadyFetch[])[];
  readonly answer: string;
}

const ready = new Map<number, Ready>();
const pools = new Map<string, Pool>();

function readyFor(from: number): Ready {
  let known = ready.get(from);
  if (known === undefined) {
    const plan = JSON.parse(readFileSync(join(folder, `floor-${from}.json`), 'utf8')) as FloorPlan;
    const answer = `{"data":${readFileSync(join(folder, `answer-${from}.json`), 'utf8')}}`;
    known = { steps: plan.map((step) => step.map(({ url, body }) => ({ pool: poolFor(new URL(url).origin), path: new URL(url).pathname, body }))), answer };
    ready.set(from, known);
  }
  return known;
}

function poolFor(origin: string): Pool {
  let pool = pools.get(origin);
  if (pool === undefined) {
    pool = new Pool(origin, { connections: 64 });
    pools.set(origin, pool);
  }
  return pool;
}

async function fetchOne({ pool, path, body }: ReadyFetch): Promise<void> {
  const answer = await pool.request({ path, method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const { errors } = (await answer.body.json()) as { errors?: unknown };
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
}

async function answer(body: string): Promise<string> {
  const { variables } = JSON.parse(body) as { variables: { from: number } };
  const known = readyFor(variables.from);
  for (const step of known.steps) await Promise.all(step.map(fetchOne));
  return known.answer;
}

printReady(
  createServer((request, response) => {
    readText(request, (body) => {
      answer(body).then(
        (text) => response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text),
        (error: unknown) => response.writeHead(500).end(JSON.stringify({ errors: [{ message: String(error) }] })),
      );
    });
  }),
);
