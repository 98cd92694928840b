import { execute, type DocumentNode, type GraphQLSchema } from 'graphql';
import { compileOperation, type CompiledArguments, type CompiledOperation, type CompiledResult } from './compile-operation.ts';

/** How often a document has run before it is compiled: one that comes once is not worth it. */
const COLD_RUNS = 1;

/** What an execution is given; the document is the key under which its compiled form is kept. */
export interface ExecutorArguments extends CompiledArguments {
  /** Valid against the schema. Who keeps it keeps what is compiled of it. */
  readonly document: DocumentNode;
  readonly operationName?: string | undefined;
}

/** Executes valid documents: compiled from the second time on where that can be, else by graphql-js. The answers are the same. A property of a source may be read more than once. */
export type Executor = (args: ExecutorArguments) => CompiledResult | Promise<CompiledResult>;

interface Known {
  runs: number;
  /** By name of the operation. */
  readonly compiled: Map<string | undefined, CompiledOperation>;
}

/** Makes an executor of a schema; what it compiles goes with the documents. `coldRuns`: how often one runs before it is compiled. */
export function createExecutor(schema: GraphQLSchema, { coldRuns = COLD_RUNS }: { coldRuns?: number } = {}): Executor {
  const known = new WeakMap<DocumentNode, Known>();

  function findCompiled(document: DocumentNode, name: string | undefined): CompiledOperation | undefined {
    let entry = known.get(document);
    if (entry === undefined) {
      entry = { runs: 0, compiled: new Map() };
      known.set(document, entry);
    }
    entry.runs += 1;
    if (entry.runs <= coldRuns) return undefined;
    const compiled = entry.compiled.get(name) ?? compileOperation(schema, document, name);
    if (compiled !== undefined) entry.compiled.set(name, compiled);
    return compiled;
  }

  return function run({ document, operationName, ...args }) {
    const compiled = findCompiled(document, operationName);
    return compiled === undefined ? execute({ schema, document, operationName: operationName ?? null, ...args }) : compiled(args);
  };
}
