import type { OperationRunner } from '../operation-runner.ts';
import { toOutcomeCode } from '../errors.ts';
import type { OperationPart, OperationResult } from '../operation.ts';
import { createPartWriter, type PartForm, type PartWriter } from '../part-writer.ts';
import { readGraphqlRequest } from './graphql-request.ts';
import type { BodyBounds } from './json-body.ts';
import { asksToExplain, readAskedExtensions, toRefusalStatus, type HttpAnswer, type HttpEntry, type HttpRequest } from './http-entry.ts';
import { takeResultTexts } from '../result-text.ts';

/** The short way from a request to its answer: read, admit, execute, write. */
export function createDirectEntry({ runner, bodies }: { runner: OperationRunner; bodies: BodyBounds }): HttpEntry {
  return {
    async answer(request) {
      const { message, identity, signal, setHeader, answerType } = request;
      const operation = await readGraphqlRequest(message, bodies);
      const extensions = readAskedExtensions(request);
      const incoming = {
        wire: message.method === 'GET' ? 'http-get' : 'http-post',
        request: extensions === undefined ? operation : { ...operation, extensions: { ...operation.extensions, ...extensions } },
        identity,
        signal,
        address: message.socket.remoteAddress,
        explains: asksToExplain(request, operation.extensions),
        setHeader,
        asText: true,
      } as const;
      if (request.partForm !== undefined) return toPartedAnswer(runner.runInParts(incoming), { answerType, form: request.partForm });
      const result = await runner.run(incoming);
      return { status: toStatus(result, answerType), takeTexts: () => takeResultTexts(result) };
    },
    stop: async () => undefined,
  };
}

/** Waits for the first part; for the rest only where there is none. */
async function toPartedAnswer(
  parts: AsyncGenerator<OperationPart, void, undefined>,
  { answerType, form }: { answerType: HttpRequest['answerType']; form: PartForm },
): Promise<HttpAnswer> {
  const { value: first } = await parts.next();
  if (first === undefined) throw new Error('an answer has a first part');
  const writer = createPartWriter(form);
  const text = writer.write(first);
  const answer = { status: toStatus(first, answerType), takeTexts: () => [text] };
  if (first.hasNext) return { ...answer, rest: { form, texts: toTexts(parts, writer), refuse: writer.refuse } };
  await parts.next();
  return answer;
}

/** A generator of its own could be returned before it has begun, and would then not return the parts. */
function toTexts(parts: AsyncGenerator<OperationPart, void, undefined>, writer: PartWriter): AsyncIterableIterator<string> {
  return {
    async next() {
      const { value } = await parts.next();
      return value === undefined ? { done: true, value } : { done: false, value: writer.write(value) };
    },
    async return() {
      await parts.return();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

function toStatus({ data, dataText, errors }: OperationResult, answerType: HttpRequest['answerType']): number {
  return data !== undefined || dataText !== undefined || errors === undefined ? 200 : toRefusalStatus(toOutcomeCode(errors), answerType);
}
