import type { Logger } from '../../platform/logging/logger.ts';
import type { AnswerStream, SubgraphError } from '../../platform/subgraph/endpoint.ts';
import type { Freshness } from '../../platform/subgraph/freshness.ts';
import type { Operation } from '../operation.ts';
import type { Upstream } from '../upstream/upstream.ts';
import type { CompiledPart } from './compiled-plan.ts';
import type { LinkedEntity } from './linked-entity.ts';
import type { MergeInto } from './merge.ts';
import type { DataObject } from './own-property.ts';
import type { AnswerReaders } from './passing/answer-readers.ts';
import type { IsConcreteType, MatchesType } from './type-condition.ts';

/** What the execution of every operation of one supergraph shares. */
export interface ExecutionSetting {
  readonly upstreams: ReadonlyMap<string, Upstream>;
  readonly matchesType: MatchesType;
  readonly isConcreteType: IsConcreteType;
  readonly mergeInto: MergeInto;
  readonly logger: Logger;
  /** Whether what subgraphs say of their own defects is kept from clients. */
  readonly masksErrors: boolean;
}

/** One operation while it runs: what it was asked, and what has gathered so far. */
export interface Run {
  readonly setting: ExecutionSetting;
  readonly operation: Operation;
  /** Reads the answers to calls; absent where somebody looks into the data. */
  readonly readers: AnswerReaders | undefined;
  /** The root of what the subgraphs brought. */
  readonly root: DataObject;
  /** The distinct entities that a part brought. */
  readonly entities: Map<CompiledPart, readonly LinkedEntity[]>;
  readonly errors: SubgraphError[];
  /** What subgraphs said of positions, in the order of their answers. */
  readonly streams: GatheredStream[];
  /** Whether no string that came so far has anything that JSON escapes. */
  isPlain: boolean;
  /** Whether objects that came stand in several places. */
  isShared: boolean;
  /** Whether answers came since text was last looked for in what has come: some of it may be text. */
  mayHoldText: boolean;
  /** Whether an answer to fields of the root was null altogether, for an error of one of them. */
  isRootNull: boolean;
  /** What subgraphs said of how long their answers may be kept. */
  freshness: Freshness | undefined;
}

/** What the answer of one request said of the log. */
export interface GatheredStream {
  readonly kind: string;
  readonly stream: AnswerStream;
}

/** A run that has not begun. */
export function createRun(setting: ExecutionSetting, operation: Operation, readers?: AnswerReaders): Run {
  return {
    setting,
    operation,
    readers,
    root: {},
    entities: new Map(),
    errors: [],
    streams: [],
    isPlain: true,
    isShared: false,
    mayHoldText: false,
    isRootNull: false,
    freshness: undefined,
  };
}
