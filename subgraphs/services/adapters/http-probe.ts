import { once } from 'node:events';
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Answer } from './network-probe.ts';

/** A GET; redirects are not followed and the body is not read. Throws when no status comes before `signal` aborts. */
export async function askHttp(url: URL, signal: AbortSignal): Promise<Answer> {
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  const request = send(url, { agent: false, signal, headers: { 'user-agent': 'autoweave-health-check', accept: '*/*', connection: 'close' } });
  // What happens to the connection after the status is of no interest.
  request.on('error', () => undefined);
  try {
    request.end();
    const [{ statusCode = 0 }] = (await once(request, 'response', { signal })) as [IncomingMessage];
    const ok = statusCode >= 200 && statusCode < 400;
    return { ok, statusCode, ...(ok ? {} : { error: `HTTP ${statusCode}` }) };
  } finally {
    request.destroy();
  }
}
