// The limit of any server that builds its answer as an object: it only stringifies one that it has ready.
// Usage: stringify.ts FOLDER; prints `ready at URL`.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { printReady } from './print-ready.ts';
import { readText } from './read-text.ts';

const folder = process.argv[2] ?? '';
const answers = new Map<number, { data: unknown }>();

function answerFor(from: number): { data: unknown } {
  let answer = answers.get(from);
  if (answer === undefined) {
    answer = { data: JSON.parse(readFileSync(join(folder, `answer-${from}.json`), 'utf8')) };
    answers.set(from, answer);
  }
  return answer;
}

printReady(
  createServer((request, response) => {
    readText(request, (body) => {
      const { variables } = JSON.parse(body) as { variables: { from: number } };
      const text = JSON.stringify(answerFor(variables.from));
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text);
    });
  }),
);
