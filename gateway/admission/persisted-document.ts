import { refused } from '../errors.ts';
import { toDocumentHash } from './document-cache.ts';
import type { KnownDocuments } from './known-documents.ts';
import type { AdmissionStage, OperationRequest } from './stage.ts';

/**
 * `extensions.persistedQuery` stands for a document that is known by its SHA-256, or registers the one that comes with it.
 * What is wrong with it is told as Apollo Server tells it.
 */
export function createPersistedDocumentStage(documents: KnownDocuments): AdmissionStage {
  return {
    name: 'persisted document',
    admit({ request }) {
      const hash = readHash(request);
      if (hash === undefined) {
        if (request.query === '') throw refused('BAD_REQUEST', 'query: expected a document, or extensions.persistedQuery');
        return {};
      }
      if (request.query !== '') {
        if (toDocumentHash(request.query) !== hash) throw refused('BAD_REQUEST', 'extensions.persistedQuery.sha256Hash: provided sha does not match query');
        documents.register(hash, request.query);
        return {};
      }
      const query = documents.find(hash);
      if (query === undefined) throw refused('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound');
      return { request: { ...request, query } };
    },
  };
}

function readHash({ extensions }: OperationRequest): string | undefined {
  const persisted = extensions?.['persistedQuery'];
  if (persisted === undefined || persisted === null) return undefined;
  const { version, sha256Hash } = persisted as { version?: unknown; sha256Hash?: unknown };
  if (version !== 1 || typeof sha256Hash !== 'string') {
    throw refused('BAD_REQUEST', 'extensions.persistedQuery: expected version 1 and sha256Hash, a SHA-256 in hex');
  }
  return sha256Hash.toLowerCase();
}

/** Under a safelist, nothing but its documents passes. */
export function createTrustedDocumentStage(documents: KnownDocuments): AdmissionStage {
  return {
    name: 'trusted document',
    admit({ request }) {
      if (!documents.safelist || documents.isTrusted(toDocumentHash(request.query))) return {};
      throw refused('DOCUMENT_NOT_TRUSTED', 'only documents of the safelist are run here, and this is none of them');
    },
  };
}
