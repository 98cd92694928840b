import { describe, expect, it } from '@jest/globals';
import { readEventStream, type StreamedEvent } from './read-event-stream.ts';

function toBody(parts: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const part of parts) controller.enqueue(part);
      controller.close();
    },
  });
}

async function readAll(parts: readonly Uint8Array[]): Promise<StreamedEvent[]> {
  const events: StreamedEvent[] = [];
  for await (const event of readEventStream(toBody(parts))) events.push(event);
  return events;
}

describe('the events of a stream', () => {
  const text =
    ':\n\nevent: next\nid: 7\ndata: {"a":"ü€"}\n\nevent:next\r\ndata:one\r\ndata: two\r\n\r\ndata\n\nevent: complete\ndata:\n\nevent: next\ndata: cut off';
  const expected = [
    { type: 'next', data: '{"a":"ü€"}' },
    { type: 'next', data: 'one\ntwo' },
    { type: 'message', data: '' },
    { type: 'complete', data: '' },
  ];

  it('are the same wherever the bytes are cut', async () => {
    const bytes = new TextEncoder().encode(text);
    for (let at = 0; at <= bytes.length; at += 1) expect(await readAll([bytes.subarray(0, at), bytes.subarray(at)])).toEqual(expected);
    expect(await readAll([...bytes].map((byte) => Uint8Array.of(byte)))).toEqual(expected);
  });

  it('end the body when their reader leaves', async () => {
    let isCancelled = false;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new TextEncoder().encode('data: 1\n\n')),
      cancel: () => void (isCancelled = true),
    });
    for await (const { data } of readEventStream(body)) {
      expect(data).toBe('1');
      break;
    }
    expect(isCancelled).toBe(true);
  });
});
