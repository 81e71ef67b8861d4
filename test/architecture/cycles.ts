import { readdirSync } from 'node:fs';
import { importsOf, sourcesIn } from './imports.js';

/** Files by what they import, for values or types. */
type Graph = ReadonlyMap<string, readonly string[]>;

function graphOf(root: string, rooms: readonly string[]): Graph {
  const there = readdirSync(root);
  const files = rooms.filter((room) => there.includes(room)).flatMap((room) => sourcesIn(root, room));
  const known = new Set(files);
  /** A file with JSX is imported by the same name. */
  const fileOf = (target: string): string[] => [target, target.replace(/\.ts$/, '.tsx')].filter((it) => known.has(it));
  return new Map(
    files.map((file) => [file, [...new Set(importsOf(root, file).flatMap(({ target }) => fileOf(target ?? '')))]]),
  );
}

/** The shortest way from a file back to itself; undefined when there is none. */
function shortestCycle(graph: Graph, start: string): readonly string[] | undefined {
  const cameFrom = new Map<string, string>();
  const open = [start];
  for (let file = open.shift(); file !== undefined; file = open.shift()) {
    for (const next of graph.get(file) ?? []) {
      if (next === start) {
        const way = [file];
        while (way[0] !== start) way.unshift(cameFrom.get(way[0]!)!);
        return way;
      }
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, file);
      open.push(next);
    }
  }
  return undefined;
}

/** Cycles of files in these rooms: the shortest one of every file that is in one, each told once, as `a -> b -> a`. */
export function findCycles(root: string, rooms: readonly string[]): readonly string[] {
  const graph = graphOf(root, rooms);
  const told = new Map<string, string>();
  for (const start of graph.keys()) {
    const cycle = shortestCycle(graph, start);
    if (cycle) {
      const key = [...cycle].sort().join(' ');
      if (!told.has(key)) told.set(key, [...cycle, start].join(' -> '));
    }
  }
  return [...told.values()];
}
