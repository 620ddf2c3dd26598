/** `mou reconcile`: after a restore, holds the register and Temporal against each other. */
import type { How, Reconciled } from '../../../client/reconcile.ts';
import { connect } from '../../connect.ts';
import { EXIT, UsageError } from '../../failure.ts';
import { answer } from '../../output.ts';
import type { Verb } from '../../verb.ts';
import { counted } from '../../../projections/words.ts';

const AT_A_TIME = 10;

const upTo = (seq: number | null): string => (seq === null ? 'nothing' : `up to event ${seq}`);

const line = ({ mou, found, register, workflow, other = [] }: Reconciled): string => {
  const held = `the register held ${upTo(register)}, its workflow ${upTo(workflow)}`;
  if (found === 'filled') return `${mou}: ${held}; the register was given the rest.`;
  if (found === 'taken-up') {
    const lost = other.length > 0 ? `; given up: ${other.map(({ seq, type }) => `${seq} ${type}`).join(', ')}` : '';
    return `${mou}: ${held}; it goes on from the register${lost}.`;
  }
  const why = other.length > 0 ? `only the workflow holds ${other.map(({ seq, type }) => `${seq} ${type}`).join(', ')}` : 'they differ';
  return `${mou}: CONFLICT: ${held}, and ${why}. Nothing was changed.`;
};

const countOf = (all: readonly Reconciled[]): Record<Reconciled['found'], number> => {
  const count = { same: 0, filled: 0, 'taken-up': 0, ended: 0, conflict: 0 };
  for (const { found } of all) count[found] += 1;
  return count;
};

const allOf = async (ids: readonly string[], one: (mou: string) => Promise<Reconciled>): Promise<Reconciled[]> => {
  const all: Reconciled[] = [];
  for (let at = 0; at < ids.length; at += AT_A_TIME) all.push(...(await Promise.all(ids.slice(at, at + AT_A_TIME).map(one))));
  return all;
};

export const verb: Verb = {
  usage: 'reconcile [id]',
  summary: 'After a restore: holds the register and Temporal against each other, and gives each what it lacks.',
  details:
    'The register lacks events: it is given them by the workflow. Temporal lacks them, or has no workflow: the memorandum goes on from the\nregister. Each holds what the other does not: CONFLICT, exit code 3, and nothing is changed. Needs a worker, and a DATABASE_URL that\nmay append.',
  examples: ['reconcile --dry-run', 'reconcile', 'reconcile MOU'],
  options: [
    { flag: '--dry-run', help: 'tells what it would do, and does nothing' },
    {
      flag: '--prefer-register',
      help: 'of one memorandum: where they conflict, or a workflow that has ended cannot be asked, gives up what only that holds',
    },
  ],
  run: async (options, mou) => {
    const how: How = { dry: options.dryRun === true, preferRegister: options.preferRegister === true };
    if (how.preferRegister && mou === undefined)
      throw new UsageError('--prefer-register: name the memorandum, and read first what it would give up');
    const client = await connect();
    try {
      const reconciliation = client.reconciliation();
      const all = await allOf(mou === undefined ? await reconciliation.ids() : [mou], (id) => reconciliation.reconcile(id, how));
      const count = countOf(all);
      const changed = all.filter(({ found }) => found !== 'same' && found !== 'ended');
      answer(options, { dry: how.dry, ...count, changed }, () => [
        ...(how.dry ? ['Nothing is changed: this is what would be done.'] : []),
        ...changed.map(line),
        `${counted(all.length, 'memorandum', 'memoranda')}: ${count.same} the same in both, ${count.filled} filled up in the register, ${count['taken-up']} taken up again, ${count.ended} over, ${count.conflict} in conflict`,
      ]);
      if (count.conflict > 0) process.exitCode = EXIT.refused;
    } finally {
      await client.close();
    }
  },
};
