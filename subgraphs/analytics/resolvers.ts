import { dateTimeScalar } from '../../platform/subgraph/scalars/date-time.ts';
import { jsonObjectScalar } from '../../platform/subgraph/scalars/json.ts';
import { positionScalar } from '../../platform/subgraph/scalars/position.ts';
import type { Resolvers } from './generated/types.ts';
import { recordMetrics } from './resolvers/Mutation/recordMetrics.ts';
import { eventCounts } from './resolvers/Query/eventCounts.ts';
import { metricNames } from './resolvers/Query/metricNames.ts';
import { metricSamples } from './resolvers/Query/metricSamples.ts';
import { metrics } from './resolvers/Query/metrics.ts';
import { metricRecorded } from './resolvers/Subscription/metricRecorded.ts';
import { Durability } from './resolvers/Durability.ts';
import { EventCount } from './resolvers/EventCount.ts';
import { MetricPoint } from './resolvers/MetricPoint.ts';
import { MetricSample } from './resolvers/MetricSample.ts';
import { MetricsRecorded } from './resolvers/MetricsRecorded.ts';
import { Service } from './resolvers/Service.ts';

/** Every resolver, by its place in the schema. */
export const resolvers: Resolvers = {
  Query: { eventCounts, metricNames, metricSamples, metrics },
  Mutation: { recordMetrics },
  Subscription: { metricRecorded },
  Durability,
  EventCount,
  MetricPoint,
  MetricSample,
  MetricsRecorded,
  Service,
  DateTime: dateTimeScalar,
  JSONObject: jsonObjectScalar,
  Position: positionScalar,
};
