import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { startTestGateway } from '../../test/support/gateway/test-gateway.ts';
import { createBodyBuffers } from './body-buffers.ts';

const CHARACTERS = 150_000;

/** A long text that no other number has. */
function toText(nth: number): string {
  return `${nth}.`.repeat(CHARACTERS).slice(0, CHARACTERS);
}

describe('the bytes of bodies', () => {
  it.each([
    ['short', ['{"data":', '{"a":"é"}', '}']],
    ['long', ['{"data":', toText(1), '}']],
    ['long, in other scripts', ['{', '\u{1f600}é\u2028'.repeat(2_000), '\ud800', '}']],
    ['longer than what is kept', [toText(1), toText(2), toText(3)]],
    ['none', []],
  ])('are those of their texts: %s', (_what, texts) => {
    const bodies = createBodyBuffers();
    for (let nth = 0; nth < 2; nth += 1) {
      const { bytes, release } = bodies.write(texts);
      expect(bytes.equals(Buffer.from(texts.join('')))).toBe(true);
      release();
    }
  });

  it('stay as they are until they are released, and are then written over', () => {
    const bodies = createBodyBuffers();
    const first = bodies.write([toText(1)]);
    const second = bodies.write([toText(2)]);
    expect(first.bytes.toString()).toBe(toText(1));
    first.release();
    first.release();
    const third = bodies.write([toText(3)]);
    const fourth = bodies.write([toText(4)]);
    expect(first.bytes.toString()).toBe(toText(3));
    expect([second, third, fourth].map(({ bytes }) => bytes.toString())).toEqual([2, 3, 4].map(toText));
  });
});

describe('a crowd of bodies', () => {
  it('gets memory of its own where no kept buffer is free, and leaves those that it had to the next', () => {
    const bodies = createBodyBuffers();
    const crowd = Array.from({ length: 40 }, (_, nth) => bodies.write([toText(nth)]));
    expect(crowd.map(({ bytes }) => bytes.toString())).toEqual(crowd.map((_, nth) => toText(nth)));
    const kept = new Set(crowd.map(({ bytes }) => bytes.buffer).filter(({ byteLength }) => byteLength > CHARACTERS));
    expect(kept.size).toBe(16);
    for (const { release } of crowd) release();
    const next = Array.from({ length: 16 }, (_, nth) => bodies.write([toText(nth)]));
    expect(next.every(({ bytes }) => kept.has(bytes.buffer))).toBe(true);
  });
});

describe('bodies that are sent', () => {
  const ends: (() => void)[] = [];
  afterEach(() => ends.splice(0).forEach((end) => end()));

  it('reach a client whole that reads them late, while others are answered', async () => {
    const bodies = createBodyBuffers();
    const server = createServer((request, response) => {
      const { bytes, release } = bodies.write([toText(Number(request.url?.slice(1)))]);
      response.once('close', release);
      response.writeHead(200, { 'content-length': bytes.length }).end(bytes);
    }).listen(0, '127.0.0.1');
    ends.push(() => server.close());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const late = connect(port, '127.0.0.1');
    ends.push(() => late.destroy());
    await once(late, 'connect');
    // More than the system takes for a client that does not read.
    const asked = Array.from({ length: 100 }, (_, nth) => nth);
    late.write(asked.map((nth) => `GET /${nth} HTTP/1.1\r\nhost: a\r\n${nth === 99 ? 'connection: close\r\n' : ''}\r\n`).join(''));
    for (let nth = 100; nth < 120; nth += 1) expect(await (await fetch(`http://127.0.0.1:${port}/${nth}`)).text()).toBe(toText(nth));
    let taken = '';
    for await (const chunk of late.setEncoding('latin1') as AsyncIterable<string>) taken += chunk;
    const answers = taken.split(/HTTP\/1\.1 200 OK\r\n/).slice(1);
    expect(answers.map((answer) => answer.slice(-CHARACTERS))).toEqual(asked.map(toText));
  });

  it('reach a client of the gateway whole that reads them late, while others are answered and leave', async () => {
    const gateway = await startTestGateway();
    ends.push(() => void gateway.stop());
    const toRequest = (nth: number, more = ''): string => {
      const body = JSON.stringify({ query: 'query ($name: String) { hello(name: $name) }', variables: { name: toText(nth) } });
      return `POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n${more}content-length: ${body.length}\r\n\r\n${body}`;
    };
    const port = Number(new URL(gateway.url).port);
    const late = connect(port, '127.0.0.1');
    ends.push(() => late.destroy());
    const count = 60;
    for (let nth = 0; nth < count; nth += 1) late.write(toRequest(nth, nth === count - 1 ? 'connection: close\r\n' : ''));
    for (let nth = 100; nth < 140; nth += 1) {
      const other = connect(port, '127.0.0.1');
      other.end(toRequest(nth, 'connection: close\r\n'));
      if (nth % 4 === 0) {
        await once(other, 'data');
        other.destroy();
        continue;
      }
      let answer = '';
      for await (const chunk of other.setEncoding('latin1') as AsyncIterable<string>) answer += chunk;
      expect(toName(answer)).toBe(toText(nth));
    }
    let taken = '';
    for await (const chunk of late.setEncoding('latin1') as AsyncIterable<string>) taken += chunk;
    const answers = taken.split('HTTP/1.1 200 OK\r\n').slice(1);
    expect(answers.map(toName)).toEqual(Array.from({ length: count }, (_, nth) => toText(nth)));
  });
});

/** Whom an answer greets. */
function toName(answer: string): string | undefined {
  return /"hello ([^"]*)"\},"extensions"/.exec(answer)?.[1];
}
