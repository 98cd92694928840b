import { waitUntil } from '../wait-until.ts';

/** An event as the HTML standard's parser dispatches it. */
export interface StreamedEvent {
  readonly event: string;
  readonly data: string;
  /** The last event id in force. */
  readonly id: string;
}

/** An open event stream that gathers what comes. */
export interface EventStream {
  readonly status: number;
  readonly headers: Headers;
  readonly events: readonly StreamedEvent[];
  /** True once the server ended the response. */
  readonly ended: boolean;
  /** The payloads of `next` events, waited for until there are so many. */
  payloads<T>(count: number): Promise<readonly T[]>;
  untilEnd(): Promise<void>;
  close(): void;
}

/** Opens an event stream as EventSource does, or by POST when `body` is given. */
export async function openEventStream(url: string, options: { body?: unknown; headers?: Record<string, string> } = {}): Promise<EventStream> {
  const { body, headers = {} } = options;
  const controller = new AbortController();
  const response = await fetch(url, {
    signal: controller.signal,
    headers: { accept: 'text/event-stream', ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  });
  const events: StreamedEvent[] = [];
  let ended = false;
  async function gather(): Promise<void> {
    const parse = createParser((event) => events.push(event));
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) parse(chunk);
  }
  gather()
    .catch(() => undefined)
    .finally(() => {
      ended = true;
    });
  const payloads = <T>(): T[] => events.filter(({ event }) => event === 'next').map(({ data }) => JSON.parse(data) as T);
  return {
    status: response.status,
    headers: response.headers,
    events,
    get ended() {
      return ended;
    },
    async payloads<T>(count: number) {
      await waitUntil(() => payloads().length >= count, { what: `${count} events, seen ${JSON.stringify(events)}` });
      return payloads<T>();
    },
    async untilEnd() {
      await waitUntil(() => ended, { what: 'the end of the stream' });
    },
    close: () => controller.abort(),
  };
}

/** https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation. */
function createParser(dispatch: (event: StreamedEvent) => void): (chunk: string) => void {
  let rest = '';
  let id = '';
  let event = '';
  let data: string[] = [];
  function takeLine(line: string): void {
    if (line === '') {
      if (data.length > 0) dispatch({ event: event === '' ? 'message' : event, data: data.join('\n'), id });
      event = '';
      data = [];
      return;
    }
    const colon = line.indexOf(':');
    if (colon === 0) return;
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') event = value;
    if (field === 'data') data.push(value);
    if (field === 'id' && !value.includes('\0')) id = value;
  }
  return function parse(chunk) {
    const lines = (rest + chunk).split(/\r\n|\n|\r/);
    rest = lines.pop() ?? '';
    lines.forEach(takeLine);
  };
}
