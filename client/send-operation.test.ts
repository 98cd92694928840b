import { describe, expect, it } from '@jest/globals';
import { sendOperation } from './send-operation.ts';

const URL = 'http://127.0.0.1:1/graphql';
const QUERY = { query: '{ hello }' };

/** Sends a query that is answered so. */
const ask = (response: Response | Error) =>
  sendOperation(URL, QUERY, { headers: {}, fetch: () => (response instanceof Error ? Promise.reject(response) : Promise.resolve(response)) });

describe('a query or mutation over HTTP', () => {
  it('answers what a GraphQL response has, whatever its status', async () => {
    expect(await ask(Response.json({ data: { hello: 'you' } }))).toEqual({ data: { hello: 'you' } });
    expect(await ask(Response.json({ data: null, errors: [{ message: 'no' }] }))).toMatchObject({ errors: [{ message: 'no' }] });
    expect(await ask(Response.json({ errors: [{ message: 'no' }] }, { status: 400 }))).toMatchObject({ errors: [{ message: 'no' }] });
  });

  it.each([
    ['a page', () => new Response('<h1>Bad Gateway</h1>', { status: 502 })],
    ['JSON of somebody else', () => Response.json({ error: 'no route' }, { status: 404 })],
    ['an empty answer', () => new Response(null, { status: 204 })],
    ['null', () => Response.json(null)],
    ['errors that are none', () => Response.json({ errors: [] })],
  ])('takes %s for no answer', async (_what, make) => {
    const response = make();
    const message = `HTTP ${response.status} of ${URL} is no answer to a GraphQL request`;
    await expect(ask(response)).rejects.toMatchObject({ codes: ['BAD_RESPONSE'], message });
  });

  it('names the address where nothing answers', async () => {
    const lost = new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED 127.0.0.1:1') });
    await expect(ask(lost)).rejects.toMatchObject({ message: `${URL} cannot be reached: connect ECONNREFUSED 127.0.0.1:1`, cause: lost });
  });

  it('rejects with the reason of its signal', async () => {
    const enough = new AbortController();
    enough.abort(new Error('enough'));
    const fetchAborted: typeof fetch = () => Promise.reject(new DOMException('aborted', 'AbortError'));
    await expect(sendOperation(URL, QUERY, { headers: {}, signal: enough.signal, fetch: fetchAborted })).rejects.toThrow('enough');
  });
});
