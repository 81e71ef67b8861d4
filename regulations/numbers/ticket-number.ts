import type { Pack } from '../model/pack.js';

type Numbering = Pack['numbering'];

/** What people call the ticket with this place in its series: `ISS-00017`. */
export const ticketNumber = ({ prefix, digits }: Numbering, place: number): string =>
  `${prefix}${String(place).padStart(digits, '0')}`;

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** Ticket numbers that stand in a text (a subject), as they would be written, in their order. */
export function numbersIn({ prefix, digits }: Numbering, text: string): readonly string[] {
  const pattern = new RegExp(`(?<![\\p{L}\\d])${escaped(prefix)}(\\d{${digits},15})(?!\\d)`, 'giu');
  return [
    ...new Set(
      [...text.matchAll(pattern)].map(([, place]) => ticketNumber({ prefix, digits } as Numbering, Number(place))),
    ),
  ];
}
