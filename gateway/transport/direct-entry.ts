import type { OperationRunner } from '../operation-runner.ts';
import { toOutcomeCode } from '../errors.ts';
import type { OperationResult } from '../operation.ts';
import { readGraphqlRequest } from './graphql-request.ts';
import { readAskedExtras, toRefusalStatus, type HttpEntry, type HttpRequest } from './http-entry.ts';
import { toResultText } from '../result-text.ts';

/** The short way from a request to its answer: read, admit, execute, write. */
export function createDirectEntry({ runner, bodyLimitBytes }: { runner: OperationRunner; bodyLimitBytes: number }): HttpEntry {
  return {
    async answer(request) {
      const { message, identity, signal, setHeader, answerType } = request;
      const operation = await readGraphqlRequest(message, bodyLimitBytes);
      const { extensions, explains } = readAskedExtras(request);
      const result = await runner.run({
        wire: message.method === 'GET' ? 'http-get' : 'http-post',
        request: extensions === undefined ? operation : { ...operation, extensions: { ...operation.extensions, ...extensions } },
        identity,
        signal,
        address: message.socket.remoteAddress,
        explains,
        setHeader,
        asText: true,
      });
      return { status: toStatus(result, answerType), text: toResultText(result) };
    },
    stop: async () => undefined,
  };
}

function toStatus({ data, dataText, errors }: OperationResult, answerType: HttpRequest['answerType']): number {
  return data !== undefined || dataText !== undefined || errors === undefined ? 200 : toRefusalStatus(toOutcomeCode(errors), answerType);
}
