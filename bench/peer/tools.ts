import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const JAVA_AT_LEAST = 17;
const DEBIAN_POSTGRES = '/usr/lib/postgresql';

/** What was found on this machine; a version is what the program itself prints, absent where it cannot be run. */
export interface FoundTools {
  readonly javac?: string | undefined;
  readonly java?: string | undefined;
  readonly maven?: string | undefined;
  readonly python?: string | undefined;
  /** Folder of PostgreSQL's server programs. */
  readonly postgres?: string | undefined;
}

/** What stands in the way of building and running a peer on the JVM; empty when nothing does. */
export function missingTools({ javac, java, maven, python, postgres }: FoundTools): readonly string[] {
  const missing: string[] = [];
  const jdk = `a JDK of version ${JAVA_AT_LEAST} or newer is needed (Debian: apt-get install openjdk-17-jdk-headless)`;
  if (java === undefined) missing.push(`java is missing: ${jdk}`);
  else if (javac === undefined) missing.push(`javac is missing, there is only a JRE: ${jdk}`);
  else {
    const old = [java, javac].map(majorVersion).find((version) => version < JAVA_AT_LEAST);
    if (old !== undefined) missing.push(`the JDK is of version ${old}: ${jdk}`);
  }
  if (maven === undefined) missing.push('Maven (mvn) is missing (Debian: apt-get install maven)');
  if (python === undefined) missing.push('python3 is missing (Debian: apt-get install python3)');
  if (postgres === undefined) {
    missing.push(
      `PostgreSQL's server programs are missing: neither ${DEBIAN_POSTGRES}/*/bin nor the folder that PGBIN names has ` +
        'them (Debian: apt-get install postgresql)',
    );
  }
  return missing;
}

/** The major version in what `java -version` and `javac -version` print; 8 and older call themselves 1.8; 0: unknown. */
export function majorVersion(printed: string): number {
  const [, first, second] = /(\d+)(?:\.(\d+))?/.exec(printed) ?? [];
  return Number((first === '1' ? second : first) ?? 0);
}

/** Looks for what a peer on the JVM needs. */
export function findTools(environment: Readonly<Record<string, string | undefined>>): FoundTools {
  return {
    java: printedBy('java', '-version'),
    javac: printedBy('javac', '-version'),
    maven: printedBy('mvn', '-version'),
    python: printedBy('python3', '--version'),
    postgres: postgresPrograms(environment['PGBIN']),
  };
}

function printedBy(program: string, argument: string): string | undefined {
  try {
    // `java -version` prints on its standard error.
    return execFileSync('sh', ['-c', `${program} ${argument} 2>&1`], { encoding: 'utf8' });
  } catch {
    return undefined;
  }
}

/** The newest of Debian's, unless another folder is named. */
function postgresPrograms(named: string | undefined): string | undefined {
  const versions = existsSync(DEBIAN_POSTGRES) ? readdirSync(DEBIAN_POSTGRES) : [];
  const candidates = versions
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(DEBIAN_POSTGRES, version, 'bin'));
  return (named === undefined || named === '' ? candidates : [named]).find((folder) =>
    existsSync(join(folder, 'postgres')),
  );
}
