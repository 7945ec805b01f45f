import type { Route } from '../http/route.ts';
import { Throttle } from '../http/throttle.ts';
import type { World } from '../world/world.ts';
import { changeItemRoutes } from './change-drive-items.ts';
import { changeMessageRoutes } from './change-messages.ts';
import { deltaRoutes } from './follow-changes.ts';
import { readItemRoutes } from './read-drive-items.ts';
import { hostedContentRoutes } from './read-hosted-contents.ts';
import { readMessageRoutes } from './read-messages.ts';
import { readPlaceRoutes } from './read-places.ts';
import { removeMessageRoutes } from './remove-messages.ts';
import { subscriptionRoutes } from './subscriptions/answer-subscriptions.ts';

/** Microsoft Graph v1.0, as far as a bot for clinical photographs needs it. */
export const graphRoutes = (world: World): Route[] => {
  const throttle = new Throttle(world.now);
  return [
    // Before the single message: `delta` would be taken for a message id.
    ...deltaRoutes(world, throttle),
    ...readMessageRoutes(world, throttle),
    ...hostedContentRoutes(world, throttle),
    ...removeMessageRoutes(world, throttle),
    ...changeMessageRoutes(world, throttle),
    ...readPlaceRoutes(world, throttle),
    ...readItemRoutes(world),
    ...changeItemRoutes(world),
    ...subscriptionRoutes(world),
  ];
};
