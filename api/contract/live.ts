import { z } from 'zod';

/** What live events are about; the web application names its queries alike. */
export const liveTopics = ['instances', 'tasks', 'processes', 'drafts', 'tickets', 'mail', 'calendars'] as const;

export type LiveTopic = (typeof liveTopics)[number];

/** The data of one event `change` of `GET /api/live`. */
export const liveEvent = z
  .object({
    topic: z.enum(liveTopics).meta({ description: 'What kind of thing changed' }),
    keys: z.array(z.string()).meta({ description: 'Which ones; none: it may have been any' }),
  })
  .meta({ id: 'LiveEvent' });
