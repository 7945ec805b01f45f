import { text } from '../http/read-json.ts';
import { refusePage } from '../http/refuse.ts';
import { done } from '../http/route.ts';
import type { Route } from '../http/route.ts';
import { LIFECYCLE_EVENTS } from '../graph/subscriptions/tell-subscribers.ts';
import type { Subscribers } from '../graph/subscriptions/tell-subscribers.ts';

/** For tests: what Graph says of a subscription in its own time. */
export const lifecycleRoutes = (subscribers: Subscribers): Route[] => [
  {
    name: 'page.lifecycle',
    method: 'POST',
    path: '/ward/api/lifecycle',
    async answer(call) {
      const event = LIFECYCLE_EVENTS.find((one) => one === text(call.json()['event']));
      if (event === undefined) throw refusePage(400, 'There is no such event.');
      await subscribers.sayLifecycle(event);
      return done;
    },
  },
];
