import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serverAudits, type AuditResult } from 'graphql-http';
import { startAutoweave, type AutoweaveProcess } from '../support/autoweave-process.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

/** How many audits the suite has; a newer suite with more of them must be looked at, not slip by. */
const AUDITS = 61;
/** A simple GET that a foreign page may send is refused: CSRF prevention asks for a header that such a page cannot set. */
const REFUSED_BY_CSRF_PREVENTION: readonly string[] = ['5A70', 'D6D5', '6A70'];

describe.each(['direct', 'apollo'])('GraphQL over HTTP, entry %s', (entry) => {
  const folder = createTemporaryFolder();
  let backend: AutoweaveProcess;

  beforeAll(async () => {
    backend = await startAutoweave(['start'], { PORT: '0', AUTOWEAVE_DATA_DIR: folder.path, AUTOWEAVE_HTTP_ENTRY: entry });
  });

  afterAll(async () => {
    await backend.stop();
    folder.remove();
  });

  describe('as it is', () => {
    const audits = serverAudits({ url: () => backend.url });

    it(`is audited ${AUDITS} times`, () => {
      expect(new Set(audits.map(({ id }) => id)).size).toBe(AUDITS);
    });

    it.each(audits.map((audit) => [audit.id, audit.name, audit] as const))('%s %s', async (id, _name, audit) => {
      const expected = REFUSED_BY_CSRF_PREVENTION.includes(id) ? { status: 'notice', reason: 'Response status code is not 200' } : { status: 'ok' };
      expect(toOutcome(await audit.fn())).toEqual(expected);
    });
  });

  describe('with the header of a page that may ask', () => {
    const audits = serverAudits({ url: () => backend.url, fetchFn: fetchWithPreflight });

    it.each(audits.map((audit) => [audit.id, audit.name, audit] as const))('%s %s', async (_id, _name, audit) => {
      expect(toOutcome(await audit.fn())).toEqual({ status: 'ok' });
    });
  });
});

function fetchWithPreflight(url: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('apollo-require-preflight', 'true');
  return fetch(url, { ...init, headers });
}

/** The outcome with its reason, for a failure that explains itself. */
function toOutcome(result: AuditResult): { status: string; reason?: string } {
  return result.status === 'ok' ? { status: 'ok' } : { status: result.status, reason: result.reason };
}
