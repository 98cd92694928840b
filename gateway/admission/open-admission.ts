import type { Clock } from '../../platform/clock/clock.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import { createAdmission, type Admission, type AdmissionParts } from './admission.ts';
import type { AdmissionConfig } from './config.ts';
import type { DocumentCache } from './document-cache.ts';
import { createKnownDocuments, readTrustedDocuments, type KnownDocuments } from './known-documents.ts';
import { createLoadMonitor } from './overload/load-monitor.ts';
import { openProcessLoad } from './overload/process-load.ts';
import { createAddressRate, type AddressRate } from './rates/address-rate.ts';
import { createLocalRateLimiter } from './rates/local-rate-limiter.ts';
import { openRedisRateLimiter } from './rates/redis-rate-limiter.ts';

/** Admission with what it counts in and what it measures. */
export interface OpenAdmission extends Admission {
  readonly known: KnownDocuments;
  /** For wires to ask before they know who calls. */
  readonly addressRate: AddressRate;
  close(): void;
}

/** What admission is opened with; it connects to a Redis of its own where rates are counted together. */
export interface OpenAdmissionOptions {
  readonly config: AdmissionConfig & { readonly nodeEnv: string };
  /** Whether a trusted proxy in front says who calls: every request then comes from the proxy's address. */
  readonly behindProxy: boolean;
  readonly documents: DocumentCache;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Parts in place of those that the configuration asks for. */
  readonly replace?: Partial<AdmissionParts> | undefined;
}

/** Opens admission as it is configured. Throws a ConfigError for a manifest that cannot be used. */
export async function openAdmission(options: OpenAdmissionOptions): Promise<OpenAdmission> {
  const { config, behindProxy, documents, clock, logger } = options;
  const { trustedDocuments, rateLimitRedisUrl: url } = config;
  const trusted = trustedDocuments === undefined ? undefined : await readTrustedDocuments(trustedDocuments);
  const known = options.replace?.known ?? createKnownDocuments(trusted === undefined ? {} : { trusted, safelist: config.trustedDocumentsMode === 'safelist' });
  const local = createLocalRateLimiter(clock);
  const limiter = url === undefined ? local : await openRedisRateLimiter({ url, clock, logger });
  const processLoad = openProcessLoad();
  const load = createLoadMonitor({ clock, maxLagMs: config.overloadLagMs, read: () => processLoad.read() });
  const introspection = config.introspection === 'auto' ? config.nodeEnv !== 'production' : config.introspection === 'true';
  const admission = createAdmission({ config, introspection, documents, known, limiter, limitLoopback: behindProxy, load, ...options.replace });
  return {
    ...admission,
    known,
    addressRate: createAddressRate(local, { limit: config.rateLimitAddress, enabled: !behindProxy, limitLoopback: false }),
    close() {
      load.close();
      processLoad.close();
      limiter.close();
    },
  };
}
