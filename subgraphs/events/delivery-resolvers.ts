import type { Resolvers } from './generated/types.ts';
import { acknowledgeDeliveries } from './resolvers/Mutation/acknowledgeDeliveries.ts';
import { bindQueue } from './resolvers/Mutation/bindQueue.ts';
import { claimEvents } from './resolvers/Mutation/claimEvents.ts';
import { claimMessages } from './resolvers/Mutation/claimMessages.ts';
import { createConsumerGroup } from './resolvers/Mutation/createConsumerGroup.ts';
import { createMessageQueue } from './resolvers/Mutation/createMessageQueue.ts';
import { deleteConsumerGroup } from './resolvers/Mutation/deleteConsumerGroup.ts';
import { deleteMessageQueue } from './resolvers/Mutation/deleteMessageQueue.ts';
import { discardDeadLetters } from './resolvers/Mutation/discardDeadLetters.ts';
import { editDeadLetter } from './resolvers/Mutation/editDeadLetter.ts';
import { enqueueMessages } from './resolvers/Mutation/enqueueMessages.ts';
import { extendDeliveries } from './resolvers/Mutation/extendDeliveries.ts';
import { pauseConsumerGroup } from './resolvers/Mutation/pauseConsumerGroup.ts';
import { pauseMessageQueue } from './resolvers/Mutation/pauseMessageQueue.ts';
import { purgeQueue } from './resolvers/Mutation/purgeQueue.ts';
import { rejectDeliveries } from './resolvers/Mutation/rejectDeliveries.ts';
import { requeueDeadLetters } from './resolvers/Mutation/requeueDeadLetters.ts';
import { resumeConsumerGroup } from './resolvers/Mutation/resumeConsumerGroup.ts';
import { resumeMessageQueue } from './resolvers/Mutation/resumeMessageQueue.ts';
import { seekConsumerGroup } from './resolvers/Mutation/seekConsumerGroup.ts';
import { subscribeQueue } from './resolvers/Mutation/subscribeQueue.ts';
import { terminateDeliveries } from './resolvers/Mutation/terminateDeliveries.ts';
import { unbindQueue } from './resolvers/Mutation/unbindQueue.ts';
import { updateConsumerGroup } from './resolvers/Mutation/updateConsumerGroup.ts';
import { updateMessageQueue } from './resolvers/Mutation/updateMessageQueue.ts';
import { unsubscribeQueue } from './resolvers/Mutation/unsubscribeQueue.ts';
import { consumerGroup } from './resolvers/Query/consumerGroup.ts';
import { consumerGroups } from './resolvers/Query/consumerGroups.ts';
import { deliveryAudit } from './resolvers/Query/deliveryAudit.ts';
import { messageQueue } from './resolvers/Query/messageQueue.ts';
import { messageQueues } from './resolvers/Query/messageQueues.ts';
import { ConsumerGroup } from './resolvers/ConsumerGroup.ts';
import { DeadLetter } from './resolvers/DeadLetter.ts';
import { DeadLetterConnection } from './resolvers/DeadLetterConnection.ts';
import { DeadLetterError } from './resolvers/DeadLetterError.ts';
import { Delivery } from './resolvers/Delivery.ts';
import { DeliveryAudit } from './resolvers/DeliveryAudit.ts';
import { DeliverySettings } from './resolvers/DeliverySettings.ts';
import { DeliveryTotals } from './resolvers/DeliveryTotals.ts';
import { EventBusStats } from './resolvers/EventBusStats.ts';
import { MessageQueue } from './resolvers/MessageQueue.ts';
import { rotateWebhookSecret } from './resolvers/Mutation/rotateWebhookSecret.ts';
import { removeWebhookSecret } from './resolvers/Mutation/removeWebhookSecret.ts';
import { webhookSecrets } from './resolvers/Query/webhookSecrets.ts';
import { WebhookSecret } from './resolvers/WebhookSecret.ts';
import { WebhookCall } from './resolvers/WebhookCall.ts';

/** The resolvers of groups and queues. */
export const deliveryResolvers = {
  Query: { webhookSecrets, deliveryAudit, consumerGroup, consumerGroups, messageQueue, messageQueues },
  Mutation: {
    acknowledgeDeliveries,
    bindQueue,
    claimEvents,
    claimMessages,
    createConsumerGroup,
    createMessageQueue,
    deleteConsumerGroup,
    deleteMessageQueue,
    discardDeadLetters,
    editDeadLetter,
    enqueueMessages,
    extendDeliveries,
    pauseConsumerGroup,
    pauseMessageQueue,
    purgeQueue,
    rejectDeliveries,
    requeueDeadLetters,
    resumeConsumerGroup,
    resumeMessageQueue,
    seekConsumerGroup,
    subscribeQueue,
    terminateDeliveries,
    unbindQueue,
    unsubscribeQueue,
    updateConsumerGroup,
    updateMessageQueue,
    rotateWebhookSecret,
    removeWebhookSecret,
  },
  types: {
    EventBusStats,
    DeliveryAudit,
    ConsumerGroup,
    DeadLetter,
    DeadLetterConnection,
    DeadLetterError,
    Delivery,
    DeliverySettings,
    DeliveryTotals,
    MessageQueue,
    WebhookCall,
    WebhookSecret,
  },
} satisfies { Query: Resolvers['Query']; Mutation: Resolvers['Mutation']; types: Resolvers };
