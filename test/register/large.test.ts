/** What an append writes and a question reads, where much was recorded before. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ActInput } from '../../domain/acts/index.ts';
import { parseInstant } from '../../domain/calendar.ts';
import type { Event } from '../../domain/events.ts';
import { fold } from '../../domain/evolve.ts';
import { Memorandum } from '../../domain/memorandum.ts';
import { parseAct } from '../../domain/input.ts';
import { openRegister } from '../../register/postgres.ts';
import type { Register } from '../../register/port.ts';
import { consent, modify, open, sign, startInitiative } from '../domain/acts.ts';
import { MOU } from '../support/given.ts';
import { largestActs } from '../support/largest-acts.ts';
import { type Ground, startGround } from './support.ts';

const SEED = 20_261_126;
const ACTS = 30;

const began: ActInput[] = [open(), sign('us', '2026-01-05'), sign('rok', '2026-01-05'), startInitiative('us', 'i1', 'II.B.4')];

/** An operative memorandum, and what is recorded then. */
const lifeOf = (acts: readonly ActInput[]): readonly Event[] => {
  const memorandum = new Memorandum(MOU);
  const at = parseInstant('2026-01-05T06:00:00Z');
  for (const act of [...began, ...acts]) memorandum.record(parseAct(act, memorandum.state?.instrument), at);
  return memorandum.log;
};

const modified = (id: string, text: string): ActInput[] => [
  modify('us', id, [{ op: 'replace', path: '/clauses/III.2/text', value: text }]),
  consent('rok', id),
];

describe('a memorandum of the largest acts', () => {
  let ground: Ground;
  let register: Register;
  const log = lifeOf(largestActs(ACTS, SEED, 'i1'));
  beforeAll(async () => {
    ground = await startGround();
    register = await ground.register();
    for (const event of log) await register.append(MOU, [event]);
  });
  afterAll(() => ground.end());

  it('is kept with a state that holds none of the long texts, and its state is whole all the same', async () => {
    const [{ state, events }] = (await ground.sql<{ state: number; events: number }>(
      `select length(m.state::text) as state, sum(length(e.event::text))::int as events
       from mou.memoranda m join mou.events e using (mou) group by m.mou`,
    )) as [{ state: number; events: number }];
    expect(log.some(({ type }) => type === 'ModificationTookEffect')).toBe(true);
    expect(state).toBeLessThan(events / 100);
    expect(await register.state(MOU)).toEqual(fold(log));
    expect(await register.events(MOU)).toEqual(log);
    expect(await register.verify()).toMatchObject({ ok: true });
  });

  it('is known to another process, which appends to it without what was kept in memory', async () => {
    const longer = lifeOf([...largestActs(ACTS, SEED, 'i1'), ...modified('last', 'Another text.')]);
    const other = await openRegister({ url: ground.url });
    await other.append(MOU, longer.slice(log.length));
    expect(await other.current(MOU)).toMatchObject({ seq: longer.length, state: fold(longer) });
    await other.reproject(MOU);
    expect(await other.state(MOU)).toEqual(fold(longer));
    expect(await other.verify()).toMatchObject({ ok: true });
    await other.close();
  });
});

describe('a meeting with a long agenda', () => {
  it('is told whole, whatever its actions are called', async () => {
    const ground = await startGround();
    const register = await ground.register();
    const log = lifeOf([
      {
        do: 'schedule-meeting',
        by: 'us',
        meeting: 'm1',
        on: '2026-01-06',
        place: 'Seoul',
        agenda: ['Budget '.repeat(60), 'Staff '.repeat(80), 'Text '.repeat(90)],
      },
      { do: 'record-action', meeting: 'm1', action: 'inEvent', owner: 'us', what: 'Draft the roadmap', dueOn: '2026-03-01' },
    ]);
    await register.append(MOU, log);
    await register.reproject(MOU);
    expect(await ground.sql("select state #> '{meetings,m1,agenda}' as agenda from mou.memoranda")).toEqual([
      { agenda: { inEvent: log.length - 1 } },
    ]);
    expect(await register.state(MOU)).toEqual(fold(log));
    await ground.end();
  });
});

describe('a modification that takes a long text out', () => {
  it('is kept without it, and told whole', async () => {
    const ground = await startGround();
    const register = await ground.register();
    const long = modified('d1', 'Each Participant bears its own costs. '.repeat(200));
    const log = lifeOf([...long, ...modified('d2', 'None.')]);
    await register.append(MOU, log);
    const kept = await ground.sql<{ d1: unknown; d2: unknown }>(
      "select state #> '{decisions,d1,changes}' as d1, state #> '{decisions,d2,changes}' as d2 from mou.memoranda",
    );
    expect(kept).toEqual([{ d1: { inEvent: expect.any(Number) }, d2: { inEvent: expect.any(Number) } }]);
    expect(await register.state(MOU)).toEqual(fold(log));
    // Another process knows what is awaited of a third, which reads what the second has made.
    const other = await openRegister({ url: ground.url });
    const longer = lifeOf([
      ...long,
      ...modified('d2', 'None.'),
      modify('us', 'd3', [{ op: 'replace', path: '/clauses/III.2/text', value: 'Some.' }]),
    ]);
    await other.append(MOU, longer.slice(log.length));
    expect(await other.awaited({ of: 'rok' })).toMatchObject([{ mou: MOU, what: 'consent' }]);
    expect(await other.verify()).toMatchObject({ ok: true });
    await other.close();
    await ground.end();
  });
});

describe('a modification', () => {
  let ground: Ground;
  let register: Register;
  const log = lifeOf([...modified('d1', 'The first.'), ...modified('d2', 'The second.')]);
  beforeAll(async () => {
    ground = await startGround();
  });
  beforeEach(async () => {
    register = await ground.register();
    for (const event of log) await register.append(MOU, [event]);
  });
  afterAll(() => ground.end());

  it('writes the text alone: the state stays as it was written, with the text of then', async () => {
    expect(await ground.sql('select state_seq, state_instrument is null as same from mou.memoranda')).toEqual([
      { state_seq: 1, same: false },
    ]);
    const other = await openRegister({ url: ground.url });
    expect(await other.state(MOU)).toEqual(fold(log));
    await other.close();
    expect(await register.verify()).toMatchObject({ ok: true });
  });

  it.each(['instrument', 'state_instrument'])('is found by verify where someone changes what is kept as %s', async (column) => {
    await ground.sql(`update mou.memoranda set ${column} = replace(${column}::text, 'Seoul', 'Busan')::json`);
    expect(await register.verify()).toMatchObject({ ok: false, findings: [{ wrong: 'projection-differs' }] });
  });
});
