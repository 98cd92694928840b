import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';

/** A GraphQL document as text that knows the types of its result and variables; the generated operations are such. */
export interface TypedDocument<Result, Variables> extends DocumentTypeDecoration<Result, Variables> {
  toString(): string;
}
