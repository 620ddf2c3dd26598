import { z } from 'zod';
import { dateEverywhere, formatInstant } from '../calendar.ts';
import { fingerprint } from '../fingerprint.ts';
import { Instrument, participantOf, zonesOf } from '../instrument.ts';
import { openingKeys, PublicKey, type RegisteredKey } from '../keys.ts';
import { refuse } from '../rules/recording.ts';
import { Slug } from '../values.ts';
import { defineAct } from './define.ts';

const mustBeDistinct = (keys: readonly RegisteredKey[], instrument: Instrument): void => {
  const { clause } = instrument.terms.operative;
  const stray = keys.find(({ of }) => of !== null && !participantOf(instrument, of));
  if (stray) refuse('INVALID', `keys.${stray.of}: is not a Participant of this memorandum`, clause);
  const twice = keys.find(({ kid }, at) => keys.findIndex((other) => other.kid === kid) !== at);
  if (twice) refuse('INVALID', `keys: ${twice.kid} is named twice; each key is of one holder`, clause);
};

/** What it stands under, or supersedes, is another memorandum. */
const mustNameOthers = (mou: string, { under, supersedes, terms }: Instrument): void => {
  const [itself] = Object.entries({ under, supersedes }).find(([, other]) => other === mou) ?? [];
  if (itself) refuse('INVALID', `instrument.${itself}: names ${mou}, which is this memorandum itself`, terms.operative.clause);
};

export const open = defineAct({
  name: 'open',
  summary: 'Opens a memorandum from an instrument file, or from an instrument that comes with the engine by its id.',
  who: 'The one who keeps the record: it is no act of a Participant.',
  term: 'operative',
  examples: ['open MOU', 'open my-instrument.yaml --mou my-memorandum'],
  fields: {
    mou: Slug.describe("the memorandum's id"),
    instrument: Instrument.describe("the memorandum as data; the command takes an instrument's id or a file"),
    keys: z
      .record(Slug, z.array(PublicKey).min(1).max(20))
      .optional()
      .describe('the keys of each Participant, by its id: from then on acts are signed'),
    keeperKeys: z
      .array(PublicKey)
      .min(1)
      .max(20)
      .optional()
      .describe('the keys of the keeper of the record, with one of which the opening is signed'),
  },
  events: ['MemorandumOpened'],
  refusals: ['INVALID', 'ALREADY_RECORDED', 'ALREADY_OPENED'],
  keeperOnly: true,
  rule: (recording, { mou, instrument, ...named }) => {
    const { clause } = instrument.terms.operative;
    if (recording.isOpened)
      refuse('ALREADY_OPENED', `mou: ${mou} was opened before, and an id is used once: give this one another (--mou)`, clause);
    mustNameOthers(mou, instrument);
    const on = dateEverywhere(recording.now, zonesOf(instrument));
    const keys = openingKeys(named, formatInstant(recording.now));
    mustBeDistinct(keys, instrument);
    const data = { mou, instrument, sha256: fingerprint(instrument), ...(keys.length > 0 && { keys }) };
    recording.record('MemorandumOpened', { on, clause, data });
  },
});
