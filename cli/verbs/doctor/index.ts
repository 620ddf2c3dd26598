/** `mou doctor`: what an installation rests on, looked at from here. */
import pc from 'picocolors';
import type { Finding } from '../../../doctor/index.ts';
import { localServer } from '../../connect.ts';
import { EXIT } from '../../failure.ts';
import { tellingIn } from '../../local.ts';
import { answer } from '../../output.ts';
import type { Verb } from '../../verb.ts';

const MARKS = {
  ok: pc.green('ok     '),
  off: pc.dim('off    '),
  unknown: pc.dim('unknown'),
  warning: pc.yellow('WARNING'),
  wrong: pc.red('WRONG  '),
} as const satisfies Record<Finding['status'], string>;

const WIDEST = 'search attributes'.length;

const lines = ({ what, status, message, todo }: Finding): string[] => [
  `${MARKS[status]}  ${what.padEnd(WIDEST)}  ${message}`,
  ...(todo === undefined ? [] : [`${' '.repeat(WIDEST + 11)}→ ${todo}`]),
];

const verdict = (count: number): string =>
  count === 0 ? 'Nothing is wrong.' : count === 1 ? 'One thing is wrong.' : `${count} things are wrong.`;

/** What is valid is looked at by itself: a setting that is not is one of the findings, and not the end of the command. */
const localOrNone = async () => await localServer().catch(() => undefined);

/** Undefined in a production installation, which looks for none. */
const temporalHere = async (): Promise<string | undefined> => {
  try {
    const [{ temporalAsTyped }, { ROOT }] = await Promise.all([import('../../../dev/temporal-binary.ts'), import('../../../dev/paths.ts')]);
    return await temporalAsTyped({ root: ROOT });
  } catch {
    return undefined;
  }
};

export const verb: Verb = {
  usage: 'doctor',
  summary: 'Looks at everything an installation rests on, and says what is wrong and what to do.',
  details:
    "It looks from here, with the settings of this environment: give it the worker's. Beside `mou dev` it knows them. It changes nothing, and sends no mail.\nExit code 5 where something is wrong; a warning, or what is off, is not.",
  examples: ['doctor', 'doctor --json'],
  run: async (options) => {
    const local = await localOrNone();
    const DATABASE_URL = process.env.DATABASE_URL || local?.databaseUrl;
    const { examine } = await import('../../../doctor/index.ts');
    const findings = await examine({
      environment: { ...process.env, ...local?.telling, ...tellingIn(process.env), ...(DATABASE_URL && { DATABASE_URL }) },
      server: local && { address: local.address },
      temporal: await temporalHere(),
    });
    const count = findings.filter(({ status }) => status === 'wrong').length;
    answer(options, { ok: count === 0, findings }, () => [...findings.flatMap(lines), '', verdict(count)]);
    if (count > 0) process.exitCode = EXIT.noService;
  },
};
