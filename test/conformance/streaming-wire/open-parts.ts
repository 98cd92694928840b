/** An open answer of `multipart/mixed` that gathers the payloads of its parts. */
export interface OpenParts {
  readonly status: number;
  readonly headers: Headers;
  readonly payloads: readonly unknown[];
  /** Parts without a payload, which only say that the stream is alive. */
  readonly signs: number;
  /** True once the closing boundary has come, or the connection is gone. */
  readonly ended: boolean;
  close(): void;
}

/** Asks for a subscription in parts of one response, and reads them as RFC 2046 says: a part is whole at the boundary after it. */
export async function openParts(url: string, body: unknown): Promise<OpenParts> {
  const controller = new AbortController();
  const response = await fetch(url, {
    method: 'POST',
    signal: controller.signal,
    headers: { accept: 'multipart/mixed;subscriptionSpec=1.0, application/json', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const boundary = /boundary="?([^";]+)"?/.exec(response.headers.get('content-type') ?? '')?.[1] ?? '';
  const payloads: unknown[] = [];
  let signs = 0;
  let ended = false;

  function readPart(part: string): void {
    const at = part.indexOf('\r\n\r\n');
    if (at === -1) return;
    const { payload } = JSON.parse(part.slice(at + 4)) as { payload?: unknown };
    if (payload === undefined) signs += 1;
    else payloads.push(payload);
  }

  async function gather(): Promise<void> {
    const delimiter = `\r\n--${boundary}`;
    let rest = '';
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      rest += chunk;
      for (let at = rest.indexOf(delimiter); at !== -1; at = rest.indexOf(delimiter)) {
        readPart(rest.slice(0, at));
        rest = rest.slice(at + delimiter.length);
      }
    }
  }
  gather()
    .catch(() => undefined)
    .finally(() => {
      ended = true;
    });
  return {
    status: response.status,
    headers: response.headers,
    payloads,
    get signs() {
      return signs;
    },
    get ended() {
      return ended;
    },
    close: () => controller.abort(),
  };
}
