import type { GraphQLSchema } from 'graphql';
import type { DependencyChecks } from '../platform/http/process-routes.ts';
import type { Engine } from './operation.ts';

/** One supergraph in force: what clients see of it, and what runs operations against it. */
export interface Generation {
  /** What clients may ask: the supergraph without its join and inaccessible parts. */
  readonly apiSchema: GraphQLSchema;
  readonly supergraphSdl: string;
  readonly engine: Engine;
  /** Which of its subgraphs answer. */
  readonly checks?: DependencyChecks;
}

/** Answers the generation in force. An operation keeps the one it was admitted with until it ends. */
export interface GenerationSource {
  current(): Generation;
  /** Calls `listener` after each change; the returned function ends that. */
  onChange(listener: (generation: Generation) => void): () => void;
}

/** A source whose one generation never changes. */
export function createFixedGeneration(generation: Generation): GenerationSource {
  return { current: () => generation, onChange: () => () => undefined };
}
