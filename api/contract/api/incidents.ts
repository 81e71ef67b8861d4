import { wordedIncidentColumns } from '../../search/resources/incidents.js';
import { itemOf } from '../../search/table.js';
import { searchReply } from '../v2/search.js';

/** An incident with what is needed to word it in any language. `/v2` keeps to Camunda's members: its clients refuse others. */
export const wordedIncidentItem = itemOf(wordedIncidentColumns).meta({ id: 'WordedIncident' });

export const wordedIncidentPage = searchReply(wordedIncidentItem).meta({ id: 'WordedIncidentPage' });
