import { Gauge, type Registry } from 'prom-client';
import type { RunningSubscriptions } from './running-subscriptions.ts';
import type { SharedSources } from './shared-sources.ts';

/** Puts into the registry how the running subscriptions stand, worked out when it is read. */
export function addSubscriptionMetrics(registry: Registry, { running, sources }: { running: RunningSubscriptions; sources: SharedSources }): void {
  const registers = [registry];
  new Gauge({
    name: 'subscription_sources_active',
    help: 'Sources that running subscriptions share.',
    registers,
    collect() {
      this.set(sources.size);
    },
  });
  new Gauge({
    name: 'subscriptions_lagging',
    help: 'Subscriptions that have events yet to be sent.',
    registers,
    // Gauges are asked in the order in which they were made: the two below once this one has set them.
    collect() {
      let lagging = 0;
      let mostEvents = 0;
      let longestMs = 0;
      for (const { standing } of running.all()) {
        const { events, ms } = standing.lag;
        if (events > 0) lagging += 1;
        mostEvents = Math.max(mostEvents, events);
        longestMs = Math.max(longestMs, ms);
      }
      this.set(lagging);
      lagEvents.set(mostEvents);
      lagSeconds.set(longestMs / 1_000);
    },
  });
  const lagEvents = new Gauge({ name: 'subscription_lag_events_max', help: 'Events that the subscriber furthest behind has yet to be sent.', registers });
  const lagSeconds = new Gauge({ name: 'subscription_lag_seconds_max', help: 'For how long the subscriber longest behind has been so.', registers });
}
