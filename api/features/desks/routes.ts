import type { z } from 'zod';
import type { Listed } from '../../../regulations/model/pack.js';
import type { PackVersion } from '../../../desk/index.js';
import { deskList, type desk } from '../../contract/api/desks.js';
import type { ApiDeps } from '../../deps.js';
import { route, type Route } from '../../routing/route.js';

const toListed = ({ code, label, fromRegulation }: Listed) => ({ code, label, fromRegulation });

const desksOf = ({ pack, version }: PackVersion): z.input<typeof desk>[] =>
  pack.desks.map(({ code, name, addresses, calendar }) => ({
    code,
    name,
    language: pack.language,
    addresses,
    pack: { code: pack.code, name: pack.name, version },
    zone: pack.calendars.find((known) => known.code === calendar)?.zone ?? 'UTC',
    types: pack.types.map(toListed),
    priorities: pack.priorities.map(toListed),
    statuses: pack.statuses.map(toListed),
    channels: pack.channels.map(toListed),
    roles: pack.roles.map(toListed),
  }));

/** The desks of the packs in force. */
export const deskRoutes = ({ ticketing }: Pick<ApiDeps, 'ticketing'>): readonly Route[] => [
  route({
    method: 'get',
    path: '/api/desks',
    operationId: 'listDesks',
    tag: 'Desks',
    summary: 'The desks with the values of their regulations',
    access: 'tasks.read',
    success: { status: 200, description: 'The desks', body: deskList },
    handle: async () => ({ items: (await ticketing.packs.current()).flatMap(desksOf) }),
  }),
];
