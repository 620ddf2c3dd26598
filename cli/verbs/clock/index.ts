/** `mou clock`: what time it is in a rehearsal, and moving it on. */
import { formatInstant } from '../../../domain/calendar.ts';
import { connect, localServer } from '../../connect.ts';
import { devKit } from '../../dev-kit.ts';
import { UsageError } from '../../failure.ts';
import { instantFrom } from '../../instants.ts';
import { answer } from '../../output.ts';
import type { Verb } from '../../verb.ts';

const rehearsal = async () => {
  const local = await localServer();
  const clock = local?.clock;
  if (!local || !clock)
    throw new UsageError('clock: only a rehearsal has a clock that can be moved; start one with: npx mou dev --rehearse');
  return { ...local, clock };
};

export const verb: Verb = {
  usage: 'clock [instant]',
  summary: 'Tells what time it is in a rehearsal, and moves its clock forward.',
  examples: ['clock', 'clock 2027-03-04T06:00:00Z'],
  run: async (options, instant?: string) => {
    const { data, ...local } = await rehearsal();
    const { moveClock, nowOn } = await devKit(() => import('../../../dev/rehearsal-clock.ts'));
    const before = nowOn(local.clock);
    if (instant === undefined) return answer(options, { now: formatInstant(before) }, () => [`It is ${formatInstant(before)}.`]);
    const until = instantFrom('instant', instant);
    if (until < before) throw new UsageError(`instant: ${instant} is past: it is ${formatInstant(before)}, and a clock only moves forward`);
    const client = await connect();
    try {
      await moveClock(client, data, local, until);
    } finally {
      await client.close();
    }
    answer(options, { now: formatInstant(until) }, () => [`It is ${formatInstant(until)}.`]);
  },
};
