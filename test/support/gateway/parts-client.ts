import { waitUntil } from '../wait-until.ts';

/** What a client accepts that reads answers in parts. */
export const DEFER_ACCEPT = 'multipart/mixed;deferSpec=20220824,application/json';

/** An answer in parts, or a whole one, that gathers what comes. */
export interface PartsResponse {
  readonly status: number;
  readonly headers: Headers;
  /** The JSON of each part that has come whole. */
  readonly parts: readonly Record<string, unknown>[];
  /** True once the server ended the response. */
  readonly ended: boolean;
  until(count: number): Promise<readonly Record<string, unknown>[]>;
  untilEnd(): Promise<readonly Record<string, unknown>[]>;
  close(): void;
}

/** Asks over multipart HTTP as a client that takes deferred fragments does. */
export async function askForParts(url: string, request: unknown, accept = DEFER_ACCEPT): Promise<PartsResponse> {
  const controller = new AbortController();
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    signal: controller.signal,
    headers: { accept, 'content-type': 'application/json' },
    body: JSON.stringify(request),
  });
  const boundary = /boundary="([^"]+)"/.exec(response.headers.get('content-type') ?? '')?.[1];
  let text = '';
  let ended = false;
  async function gather(): Promise<void> {
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) text += chunk;
  }
  gather()
    .catch(() => undefined)
    .finally(() => {
      ended = true;
    });

  /** RFC 2046, section 5.1.1: a part ends where the next boundary begins; what stands before the first is nothing. */
  function read(): Record<string, unknown>[] {
    if (boundary === undefined) return ended ? [JSON.parse(text) as Record<string, unknown>] : [];
    const pieces = text.split(`\r\n--${boundary}`).slice(1, -1);
    return pieces.map((piece) => {
      const [head = '', body = ''] = piece.split('\r\n\r\n');
      if (head !== '\r\ncontent-type: application/json; charset=utf-8') throw new Error(`a part's head is expected, not ${JSON.stringify(head)}`);
      return JSON.parse(body) as Record<string, unknown>;
    });
  }

  return {
    status: response.status,
    headers: response.headers,
    get parts() {
      return read();
    },
    get ended() {
      return ended;
    },
    async until(count) {
      await waitUntil(() => read().length >= count, { what: `${count} parts, seen ${text}` });
      return read();
    },
    async untilEnd() {
      await waitUntil(() => ended, { what: 'the end of the parts' });
      if (boundary !== undefined && !text.endsWith(`\r\n--${boundary}--\r\n`)) throw new Error(`the closing boundary is expected behind ${text}`);
      return read();
    },
    close: () => controller.abort(),
  };
}
