import type { Logger } from '../../../platform/logging/logger.ts';
import { createLogger } from '../../../platform/logging/logger.ts';
import { startTestGateway } from '../../support/gateway/test-gateway.ts';
import { PARSERS } from './parsers.ts';
import { createRandom } from '../../conformance/differential/random.ts';

export interface FuzzOptions {
  readonly seed: number;
  readonly httpEntry: 'direct' | 'apollo';
  /** Asked before each input of a parser; `done` counts those that were sent. */
  goesOn(done: number): boolean;
}

export interface FuzzResult {
  /** Inputs by parser. */
  readonly inputs: Readonly<Record<string, number>>;
  /** What must not be, with the input that brought it. */
  readonly findings: readonly string[];
}

const MAX_FINDINGS = 10;

/**
 * Sends drawn inputs to every parser of a gateway in this process. A finding is a defect: a status of 500 or more, an error
 * `INTERNAL_SERVER_ERROR`, a socket closed with 4500 or 1011, an error in the log, a connection that hangs, or a gateway that answers
 * ordinary requests no longer. Anything that the process does not survive ends it.
 */
export async function runFuzz({ seed, httpEntry, goesOn }: FuzzOptions): Promise<FuzzResult> {
  const logged: string[] = [];
  const gateway = await startTestGateway({
    config: { httpEntry, connectionInitTimeoutMs: 500, operationDeadlineMs: 5_000 },
    logger: createListeningLogger(logged),
  });
  const port = Number(new URL(gateway.url).port);
  const inputs: Record<string, number> = {};
  const findings: string[] = [];

  async function check(name: string, what: Promise<{ sent: string; answered: string }>): Promise<void> {
    const { sent, answered } = await what.catch((error: unknown) => ({ sent: '', answered: `HUNG: ${String(error)}` }));
    const defect = findDefect(answered) ?? logged.shift();
    if (defect !== undefined)
      findings.push(`${name}: ${defect}\n  sent ${JSON.stringify(sent.slice(0, 2_000))}\n  answered ${JSON.stringify(answered.slice(0, 500))}`);
  }

  try {
    for (const [at, parser] of PARSERS.entries()) {
      // Each parser draws from a seed of its own, so that one input more of another changes nothing.
      const random = createRandom(seed + at * 1_000_003);
      let done = 0;
      while (findings.length < MAX_FINDINGS && goesOn(done)) {
        await check(parser.name, parser.run(port, random));
        done += 1;
      }
      inputs[parser.name] = done;
    }
    const answer = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{ hello }"}' });
    if (!(await answer.text()).includes('{"hello":"hello world"}')) findings.push('an ordinary request is not answered');
    if (({} as { polluted?: unknown }).polluted !== undefined) findings.push('Object.prototype was changed');
    return { inputs, findings };
  } finally {
    await gateway.stop();
  }
}

function findDefect(answered: string): string | undefined {
  const status = /^HTTP\/1\.1 (\d+)/.exec(answered)?.[1];
  if (status !== undefined && Number(status) >= 500) return `status ${status}`;
  if (answered.startsWith('HUNG')) return 'a connection hangs';
  if (answered.includes('INTERNAL_SERVER_ERROR')) return 'an internal error';
  // The server's frames are not masked: the code stands as it is.
  if (answered.includes('\x11\x94Internal error') || /\x88[\x02-\x7d]\x03\xf3/.test(answered)) return 'a socket closed as by a defect';
  return undefined;
}

function createListeningLogger(logged: string[]): Logger {
  const silent = createLogger({ level: 'silent', process: 'fuzz' });
  return Object.assign(Object.create(silent) as Logger, {
    error: (...told: unknown[]) => {
      const { err } = (told[0] ?? {}) as { err?: unknown };
      logged.push(`logged: ${String(told[1] ?? told[0])}: ${err instanceof Error ? err.stack : String(err)}`);
    },
  });
}
