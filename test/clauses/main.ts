import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clauseDocument } from './document.js';
import { gather } from './gather.js';

/** `npm run clauses`: writes docs/clauses.md. */
const root = join(import.meta.dirname, '../..');
const shown = gather(root);
writeFileSync(join(root, 'docs/clauses.md'), clauseDocument(shown));
console.log(`${String(new Set(shown.map(({ clause }) => clause)).size)} clauses in docs/clauses.md`);
