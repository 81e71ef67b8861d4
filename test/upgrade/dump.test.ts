import { describe, expect, it } from '@jest/globals';
import { Statements } from './dump.js';

const dump = `--
-- PostgreSQL database dump
--

\\restrict abc

SET client_encoding = 'UTF8';

--
-- Name: f(); Type: FUNCTION
--

CREATE FUNCTION public.f() RETURNS int
    LANGUAGE plpgsql
    AS $_$
begin -- it's one; really
  return $1;
end $_$;
INSERT INTO public.t VALUES
\t(1, 'it''s; -- no comment
\\restrict
"', "c;d"),
\t(2, '$$');
ALTER TABLE public.t OWNER TO "a;b";

--
-- PostgreSQL database dump complete
--

\\unrestrict abc

`;

const statements = [
  `SET client_encoding = 'UTF8';`,
  `CREATE FUNCTION public.f() RETURNS int
    LANGUAGE plpgsql
    AS $_$
begin -- it's one; really
  return $1;
end $_$;`,
  `INSERT INTO public.t VALUES
\t(1, 'it''s; -- no comment
\\restrict
"', "c;d"),
\t(2, '$$');`,
  'ALTER TABLE public.t OWNER TO "a;b";',
];

describe('the statements of a dump', () => {
  it.each([1, 2, 3, 7, 50, dump.length])('are the same in pieces of %d characters', (size) => {
    const reader = new Statements();
    const found: string[] = [];
    for (let at = 0; at < dump.length; at += size) found.push(...reader.push(dump.slice(at, at + size)));
    reader.end();
    expect(found).toEqual(statements);
  });

  it('end with the last of them', () => {
    const reader = new Statements();
    expect([...reader.push('SET a = 1;\nSET b')]).toEqual(['SET a = 1;']);
    expect(() => reader.end()).toThrow('the dump ends with SET b');
  });
});
