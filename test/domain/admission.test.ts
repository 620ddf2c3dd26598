/** What a memorandum is taken up again with comes from the one who starts the workflow, and is held against what is kept. */
import { describe, expect, test } from 'vitest';
import { problemOfTakingUp } from '../../activities/judge/admission.ts';
import type { Event } from '../../domain/events.ts';
import { Memorandum } from '../../domain/memorandum.ts';
import { parseAct } from '../../domain/input.ts';
import { parseInstant } from '../../domain/calendar.ts';
import { packBase } from '../../domain/base.ts';
import type { State } from '../../domain/state.ts';
import { MOU } from '../support/given.ts';
import { GATE, KEYS, signedWith } from '../support/keys.ts';
import { open, sign } from './acts.ts';

const { keeper, us, rok } = KEYS;
const AT = '2027-01-06T00:00:00Z';
const asking = { ...GATE, asks: 'signed' as const };

const live = (isSigned: boolean): Memorandum => {
  const memorandum = new Memorandum(MOU, [], GATE);
  const keys = { keys: { us: [us.jwk], rok: [rok.jwk] }, keeperKeys: [keeper.jwk] };
  for (const [id, key, act] of [
    ['a1', keeper, { ...open(), ...(isSigned && keys) }],
    ['a2', us, sign('us', '2027-01-05')],
    ['a3', rok, sign('rok', '2027-01-05')],
  ] as const) {
    const named = parseAct({ id, ...act });
    memorandum.record(isSigned ? signedWith(named, { key, mou: MOU, at: AT }) : named, parseInstant(AT));
  }
  return memorandum;
};

const whole = (memorandum: Memorandum) => ({
  ...{ mou: MOU, seq: memorandum.seq, head: memorandum.headAt(memorandum.seq) },
  carried: { base: null, since: [...memorandum.log] },
});
const packed = (memorandum: Memorandum, state: State = memorandum.state as State) => {
  const { mou, seq, head } = whole(memorandum);
  return { mou, seq, head, carried: { base: packBase({ ...memorandum.standing, state, head }), since: [] } };
};
const kept = (memorandum: Memorandum) => {
  const { seq, head } = whole(memorandum);
  return { seq, head, state: memorandum.state as State };
};
/** With one fact or proof changed, and the chain made again over it. */
const forged = (memorandum: Memorandum, change: (event: Event) => object): Memorandum =>
  new Memorandum(MOU, memorandum.log.map((event) => (event.type === 'Signed' && event.by === 'rok' ? change(event) : event)) as Event[]);

describe('a memorandum that is taken up again', () => {
  const [signed, open] = [live(true), live(false)];
  const unsigned = forged(signed, ({ proof: _, ...event }) => event);
  const other = forged(signed, (event) => ({ ...event, data: { ...event.data, place: 'Busan' } }));

  test.each([
    ['as the register has it', packed(signed), kept(signed), asking, undefined],
    ['with all its events', whole(signed), kept(signed), asking, undefined],
    [
      'with events that the register does not have yet',
      whole(signed),
      kept(new Memorandum(MOU, signed.log.slice(0, 2))),
      asking,
      undefined,
    ],
    ['where no register knows it, and each act is signed', whole(signed), undefined, asking, undefined],
    ['where acts are open, and nothing is kept', whole(open), undefined, GATE, undefined],
    [
      'with another state than the register has',
      packed(signed, { ...(signed.state as State), authorisation: 'open' }),
      kept(signed),
      asking,
      /has another record/,
    ],
    ['with another record than the register has', whole(other), kept(signed), GATE, /has another record/],
    ['with an act that nobody signed', whole(unsigned), undefined, GATE, /nobody signed|are signed, and this one is not|of other content/],
    [
      'with an act that nobody signed, which the register does not have',
      whole(unsigned),
      kept(new Memorandum(MOU, signed.log.slice(0, 2))),
      GATE,
      /./,
    ],
    ['with another fact than was signed', whole(other), undefined, asking, /of other content/],
    ['with open acts, where the deployment asks for signatures', whole(open), undefined, asking, /are not signed/],
    ['with a state alone that no register knows', packed(signed), undefined, GATE, /does not know it/],
    ['with a head of its own', { ...whole(signed), head: 'f'.repeat(64) }, undefined, GATE, /do not lead where it says/],
  ])('%s', (_, taken, known, gate, says) => {
    const problem = problemOfTakingUp(taken, known, gate);
    if (says) expect(problem).toMatch(says);
    else expect(problem).toBeUndefined();
  });
});
