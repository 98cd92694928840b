import { AsyncLocalStorage } from 'node:async_hooks';
import type { ApolloServerPlugin } from '@apollo/server';
import { getOperationAST, parse, type DocumentNode } from 'graphql';
import type { DocumentCache } from '../admission/document-cache.ts';
import type { HttpRequest } from './http-entry.ts';

/** What travels with a request through Apollo Server to the executor. */
export interface HttpContext {
  readonly request: HttpRequest;
  /** What the request names, for admission to judge. */
  operationName?: string | undefined;
  /** What Apollo Server takes the request's document for. */
  document?: DocumentNode;
}

/** Stands for every document that Apollo Server would refuse itself, in admission's stead. */
const STAND_IN = parse('{ __typename }');

/** Shows Apollo Server, and so plugins, documents that it lets pass: nothing but admission refuses. */
export interface ShownDocuments {
  readonly plugin: ApolloServerPlugin<HttpContext>;
  readonly store: { get(): Promise<DocumentNode>; set(): Promise<void>; delete(): Promise<void> };
  /** Runs a request's way through Apollo Server. */
  within<T>(context: HttpContext, task: () => Promise<T>): Promise<T>;
}

/**
 * Each request passes every stage of admission, so Apollo Server gets the real document only where it finds nothing wrong
 * with it, and else a stand-in. Its store of documents knows no request; the one that asks is looked up by what runs.
 */
export function createShownDocuments(documents: DocumentCache): ShownDocuments {
  const running = new AsyncLocalStorage<HttpContext>();
  return {
    plugin: {
      requestDidStart: async () => ({
        async didResolveSource({ request, source, contextValue }) {
          const document = findPassable(source, request.operationName, contextValue.request.message.method === 'GET');
          contextValue.operationName = request.operationName;
          // Hooks and executor share a clone of the context; the store is asked under the original.
          const context = running.getStore();
          if (context !== undefined) context.document = document ?? STAND_IN;
          if (document === undefined) delete request.operationName;
        },
      }),
    },
    store: {
      get: async () => running.getStore()?.document ?? STAND_IN,
      set: async () => undefined,
      delete: async () => undefined,
    },
    within: (context, task) => running.run(context, task),
  };

  function findPassable(source: string, operationName: string | undefined, isGet: boolean): DocumentNode | undefined {
    try {
      const document = documents.parse(source);
      const operation = getOperationAST(document, operationName);
      return operation?.operation === 'query' || (operation?.operation === 'mutation' && !isGet) ? document : undefined;
    } catch {
      return undefined;
    }
  }
}
