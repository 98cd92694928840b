/** One event of a stream, as the HTML standard reads it; `id` and `retry` are of no use here. */
export interface StreamedEvent {
  readonly type: string;
  readonly data: string;
}

/** Reads the events of a body, https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation. An event that is cut off is none. `onBytes` hears of whatever comes, signs of life too. */
export async function* readEventStream(body: ReadableStream<Uint8Array>, onBytes: () => void = () => undefined): AsyncGenerator<StreamedEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  let type = '';
  let data: string[] = [];
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      onBytes();
      rest += decoder.decode(value, { stream: true });
      // A carriage return at the end may be the first half of a line's end.
      const lines = rest.split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (line === '') {
          if (type !== '' || data.length > 0) yield { type: type === '' ? 'message' : type, data: data.join('\n') };
          type = '';
          data = [];
        } else if (!line.startsWith(':')) {
          const at = line.indexOf(':');
          const [name, text] = at === -1 ? [line, ''] : [line.slice(0, at), line.slice(at + 1).replace(/^ /, '')];
          if (name === 'event') type = text;
          else if (name === 'data') data.push(text);
        }
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
