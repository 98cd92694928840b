import type { AdmissionConfig } from './config.ts';
import { createCostStage } from './cost/cost.ts';
import type { DocumentCache } from './document-cache.ts';
import { createSyntaxStage, createValidationStage } from './document.ts';
import { createIntrospectionStage } from './introspection.ts';
import type { KnownDocuments } from './known-documents.ts';
import { createConcurrencyLimits } from './limits/concurrency.ts';
import { createDocumentLimits } from './limits/document-limits.ts';
import { selectOperation } from './operation-selection.ts';
import type { LoadMonitor } from './overload/load-monitor.ts';
import { createOverloadStage } from './overload/overload.ts';
import { createPersistedDocumentStage, createTrustedDocumentStage } from './persisted-document.ts';
import type { RateLimiter } from './rates/rate-limiter.ts';
import { createCostRateStage, createOperationRateStage } from './rates/rate-stages.ts';
import type { AdmissionStage, AdmittedOperation, Draft, RenewAdmission } from './stage.ts';
import { readStream } from './stream.ts';
import { createVariablesStage } from './variables.ts';
import { allowOnWire } from './wire-rules.ts';

/** The one door of every operation, whatever wire it came by. */
export interface Admission {
  readonly stages: readonly AdmissionStage[];
  admit(draft: Draft): Promise<AdmittedOperation>;
  readonly renew: RenewAdmission;
}

/** What the stages judge by and count in. */
export interface AdmissionParts {
  readonly config: AdmissionConfig;
  /** Whether introspection is answered, and validation may say what was meant. */
  readonly introspection: boolean;
  readonly documents: DocumentCache;
  readonly known: KnownDocuments;
  readonly limiter: RateLimiter;
  /** Whether callers on this machine are limited in their rates. */
  readonly limitLoopback: boolean;
  readonly load: Pick<LoadMonitor, 'enter'>;
}

/** The stages in the order in which they run. A stage may rely on what those before it added; what is cheap to ask is asked first. */
export function createAdmission(parts: AdmissionParts): Admission {
  const { config, documents, known, limiter } = parts;
  const rates = { rateLimit: config.rateLimit, rateLimitCost: config.rateLimitCost, limitLoopback: parts.limitLoopback };
  const suggest = parts.introspection;
  const validation = createValidationStage(documents, { suggest });
  const variables = createVariablesStage({ suggest });
  const stages: readonly AdmissionStage[] = [
    createOverloadStage(parts.load),
    createOperationRateStage(limiter, rates),
    ...createConcurrencyLimits(config),
    createPersistedDocumentStage(known),
    createTrustedDocumentStage(known),
    createSyntaxStage(documents),
    ...createDocumentLimits(config),
    createIntrospectionStage({ allowed: parts.introspection }),
    validation,
    selectOperation,
    allowOnWire,
    variables,
    readStream,
    createCostStage({ maxCost: config.maxCost }),
    createCostRateStage(limiter, rates),
  ];
  return {
    stages,
    async admit(draft) {
      const known: Draft = { ...draft };
      for (const stage of stages) {
        const added = stage.admit(known);
        // Most stages answer at once, and most add nothing: neither is to cost a turn of the event loop or a copy.
        Object.assign(known, added instanceof Promise ? await added : added);
      }
      const { document, definition, variables, stream } = known;
      if (document === undefined || definition === undefined || variables === undefined || stream === undefined) {
        throw new Error('an admission stage is missing from the list');
      }
      return Object.assign(known, { document, definition, variables, stream });
    },
    async renew(admitted, generation) {
      let known: AdmittedOperation = { ...admitted, generation };
      for (const stage of [validation, variables]) known = { ...known, ...(await stage.admit(known)) };
      return known;
    },
  };
}
