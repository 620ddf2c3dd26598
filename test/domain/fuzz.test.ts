/**
 * At every door, input that nobody should send is refused in our own words: no crash, no hang, nothing half done. The gate
 * tries some hundreds with one seed; `npm run test:long` tries 50,000 with another each time.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { Entries } from '../../cli/verbs/apply/entries.ts';
import { linesOf } from '../../cli/verbs/apply/lines.ts';
import { rowsOf } from '../../cli/verbs/apply/rows.ts';
import { flagsOfAct } from '../../cli/verbs/acts/flags.ts';
import { actFrom } from '../../cli/verbs/acts/input.ts';
import { reportsOf } from '../../client/bounces.ts';
import { ACT_NAMES } from '../../domain/acts/index.ts';
import { parseInstant } from '../../domain/calendar.ts';
import { EngineError } from '../../domain/engine-error.ts';
import { parseAct, parseInstrument } from '../../domain/input.ts';
import type { Instrument } from '../../domain/instrument.ts';
import { Memorandum } from '../../domain/memorandum.ts';
import { actOfStep, parseScenario, simulate } from '../../domain/scenario.ts';
import { dossierOf } from '../../export/dossier.ts';
import { exportDocument } from '../../export/json.ts';
import { readInstrument, readStructured } from '../../instruments/index.ts';
import { checkInstrument } from '../../instruments/check/index.ts';
import { verifyExport } from '../../proof/verify-export.ts';
import { beyondJson, documents, texts } from '../support/mutations.ts';

/** How many at each door: the whole is 50,000. */
const SHARE = Number(process.env.FUZZ_SHARE ?? 0.01);
const runs = (whole: number): number => Math.max(20, Math.round(whole * SHARE));

/** As `fc.assert`, but the input that was found is not printed: it may be too deep, or too long, to be. Its path runs it again. */
const always = async <Input extends [unknown, ...unknown[]]>(property: fc.IAsyncProperty<Input>, numRuns: number): Promise<void> => {
  const { failed, seed, counterexamplePath, errorInstance } = await fc.check(property, { numRuns, endOnFailure: true });
  if (failed) throw new Error(`seed ${seed}, path ${counterexamplePath}: ${(errorInstance as Error).stack}`);
};
/** No input asks for as much of the processor; by the clock a busy machine may take longer. */
const LONGEST_MS = 10_000;

/** What came of it; only refusals of our own are let pass. */
const refusedOrDone = async (work: () => unknown): Promise<void> => {
  const began = process.cpuUsage();
  try {
    await work();
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    expect(error.message.length).toBeLessThan(20_000);
    expect(error.code).toMatch(/^[A-Z_]+$/);
  }
  expect(process.cpuUsage(began).user / 1_000).toBeLessThan(LONGEST_MS);
};

const SCENARIOS = join(import.meta.dirname, '..', 'scenarios');
/** What is mutated: the gate, which draws some hundred of each, begins with a few of the lives. */
const files = readdirSync(SCENARIOS, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(yaml|json)$/.test(name))
  .sort()
  .filter((_, at) => SHARE >= 1 || at % 6 === 0);
const scenarios = files.map(
  (name) => parse(readFileSync(join(SCENARIOS, name), 'utf8')) as { instrument: string; steps: { do: string; at: string }[] },
);
const isScenario = (input: unknown): boolean => {
  try {
    return typeof parseScenario(input).instrument === 'string';
  } catch {
    return false;
  }
};
/** Those that hold nothing beside the scenario itself. */
const named = scenarios.filter(isScenario);
const instruments = new Map<string, Instrument>(
  await Promise.all([...new Set(named.map(({ instrument }) => instrument))].map(async (id) => [id, await readInstrument(id)] as const)),
);
const instrumentOf = (id: string): Instrument => instruments.get(id) as Instrument;

/** The lives with right answers, each as it stands in its midst and at its end. */
const lived = named.slice(0, 24).flatMap((input) => {
  const scenario = parseScenario(input);
  const instrument = instrumentOf(input.instrument);
  return [0.5, 1].flatMap((share) => {
    const memorandum = new Memorandum(scenario.mou);
    let clock = 0;
    for (const [at, step] of scenario.steps.slice(0, Math.ceil(scenario.steps.length * share)).entries()) {
      clock = parseInstant(step.at);
      while (memorandum.settle(clock)) {
        // What time does on the way.
      }
      if (step.do === 'look') continue;
      try {
        memorandum.record(parseAct(actOfStep(scenario, at, instrument), instrument), clock);
      } catch (error) {
        if (!(error instanceof EngineError)) throw error;
      }
    }
    return memorandum.seq > 0 ? [{ memorandum, clock }] : [];
  });
});

const acts = named.flatMap(({ steps }) => steps.filter((step) => step.do !== 'look').map(({ at: _, ...act }): object => act));

const folder = mkdtempSync(join(tmpdir(), 'mou-fuzz-'));
afterAll(() => rmSync(folder, { recursive: true }));
const fileWith = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const drained = async (lines: AsyncIterable<Parameters<Entries['of']>[0]>): Promise<void> => {
  const entries = new Entries({ mou: 'm1', quiet: false });
  for await (const line of lines) await entries.of(line);
};

describe('input that nobody should send is refused, and nothing else happens', () => {
  it('as an act', async () => {
    const instrument = instrumentOf('us-rok-tpd');
    await always(
      fc.asyncProperty(documents(acts), (input) => refusedOrDone(() => parseAct(input, instrument))),
      runs(14_000),
    );
  });

  it('as an act that a program hands over', async () => {
    const act = fc.tuple(fc.constantFrom(...acts), fc.string(), beyondJson).map(([one, key, value]) => ({ ...one, [key]: value }));
    await always(
      fc.asyncProperty(fc.oneof(beyondJson, act), (input) => refusedOrDone(() => parseAct(input))),
      runs(3_000),
    );
  });

  it('as an act in the midst of a life and at its end, which it leaves as it was', async () => {
    await always(
      fc.asyncProperty(
        documents(acts),
        fc.constantFrom(...lived),
        fc.integer({ min: 0, max: 20_000 }),
        async (input, { memorandum, clock }, days) => {
          const [seq, state] = [memorandum.seq, memorandum.state];
          await refusedOrDone(() => memorandum.attempt(parseAct(input, memorandum.state?.instrument), clock + days * 86_400_000));
          expect(memorandum.seq).toBe(seq);
          expect(memorandum.state).toBe(state);
        },
      ),
      runs(10_000),
    );
  });

  it('as a scenario', async () => {
    await always(
      fc.asyncProperty(documents(named), (input) =>
        refusedOrDone(() => {
          const scenario = parseScenario(input);
          if (typeof scenario.instrument === 'string' && instruments.has(scenario.instrument))
            simulate(scenario, instrumentOf(scenario.instrument));
        }),
      ),
      runs(2_000),
    );
  });

  it('as an instrument, read and checked', async () => {
    const good = ['us-rok-tpd', 'university-exchange', 'turtles-range-states', 'working-holiday-notes'];
    const sources = await Promise.all(good.map((id) => readStructured(join(import.meta.dirname, '..', '..', 'instruments', `${id}.yaml`))));
    await always(
      fc.asyncProperty(documents(sources), (input) => refusedOrDone(() => parseInstrument(input))),
      runs(6_000),
    );
    const yamls = good.map((id) => readFileSync(join(import.meta.dirname, '..', '..', 'instruments', `${id}.yaml`), 'utf8'));
    await always(
      fc.asyncProperty(texts(yamls), (text) => refusedOrDone(async () => await checkInstrument(fileWith('instrument.yaml', text)))),
      runs(3_000),
    );
  });

  it('as lines and as rows of acts in bulk', async () => {
    const lines = [
      acts
        .slice(1, 30)
        .map((act) => JSON.stringify(act))
        .join('\n'),
      '# nothing\n\n{"do":"sign"}\n',
    ];
    await always(
      fc.asyncProperty(texts(lines), (text) => refusedOrDone(async () => await drained(linesOf(Readable.from([Buffer.from(text)]))))),
      runs(4_000),
    );
    const rows = [
      readFileSync(join(import.meta.dirname, '..', '..', 'examples', 'history.csv'), 'utf8'),
      'mou;do;by;notice;noticeOn\nm1;give-notice;us;n1;2027-03-01\n',
      'do,patch,document.title\npropose,"[{""op"":""replace""}]",Text\n',
    ];
    await always(
      fc.asyncProperty(texts(rows), (text) => refusedOrDone(async () => await drained(rowsOf(Readable.from([Buffer.from(text)]), folder)))),
      runs(2_500),
    );
  });

  it('as flags of the command', async () => {
    const flag = fc.tuple(
      fc.nat(),
      fc.oneof(fc.constantFrom('', '@none', '@', '{', '[]', 'null', '../x', '2027-02-30', '__proto__'), fc.string()),
    );
    await always(
      fc.asyncProperty(fc.constantFrom(...ACT_NAMES.filter((name) => name !== 'open')), fc.array(flag, { maxLength: 8 }), (name, given) =>
        refusedOrDone(async () => {
          const flags = flagsOfAct(name);
          const keys = flags.map(({ flag: one }) =>
            (one.split(' ')[0] ?? '').slice(2).replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()),
          );
          const options = Object.fromEntries(given.map(([at, value]) => [keys[at % keys.length] ?? '', value]));
          parseAct(await actFrom(name, flags, { id: 'x', ...options }));
        }),
      ),
      runs(2_000),
    );
  });

  it('as a report of a mail server', async () => {
    const reports = join(import.meta.dirname, '..', 'e2e', 'reports');
    const mails = readdirSync(reports).map((name) => readFileSync(join(reports, name), 'latin1'));
    await always(
      fc.asyncProperty(texts(mails), (raw) => refusedOrDone(async () => await reportsOf(raw))),
      runs(1_500),
    );
  });

  it('as an export to be verified', async () => {
    const now = parseInstant('2100-01-01T00:00:00Z');
    const good = lived.slice(0, 12).map(({ memorandum: { log } }) => {
      const dossier = dossierOf(log, {}, now);
      return JSON.parse(JSON.stringify(dossier && exportDocument(dossier, []))) as object;
    });
    for (const document of good) expect(verifyExport(document)).toMatchObject({ ok: true });
    await always(
      fc.asyncProperty(documents(good), (input) => refusedOrDone(() => expect(typeof verifyExport(input).ok).toBe('boolean'))),
      runs(2_000),
    );
  });
});
