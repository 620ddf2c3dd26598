/** What people read of the memoranda of the shelf, whatever their clauses and their words are. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { render } from '../../activities/notify/render.ts';
import type { Event } from '../../domain/events.ts';
import { evolve, fold } from '../../domain/evolve.ts';
import { recipientsIn } from '../../domain/recipients.ts';
import type { State } from '../../domain/state.ts';
import { akomaNtoso } from '../../export/akoma-ntoso.ts';
import { dossierOf } from '../../export/dossier.ts';
import { reportHtml } from '../../export/report/index.ts';
import { actsOf } from '../../projections/acts.ts';
import { calendarOf } from '../../projections/calendar-entries.ts';
import { explain } from '../../projections/explain.ts';
import { type Message, messageOf } from '../../projections/message.ts';
import { faultsOf } from '../support/akoma-ntoso/validate.ts';
import { lifeOf } from '../support/scenario-lives.ts';

const FOLDER = join(import.meta.dirname, '..', 'scenarios', 'shelf');

/** To the first Participant: to the others the same is said. */
const messagesOf = (log: readonly Event[], state: State): Message[] => {
  const [first] = recipientsIn({ ...state, contacts: {}, participants: {} });
  let before: State | undefined;
  return actsOf(log).flatMap((events) => {
    const act = { before, events };
    before = events.reduce<State | undefined>(evolve, before);
    return (first && messageOf(act, first)) ?? [];
  });
};

/** Its own sentences, without what stands in quotation marks. */
const spoken = ({ headline, events, follows, dates }: Message): string =>
  [headline, ...events.map(({ happened }) => happened), ...follows, ...dates.flatMap(({ what, sentence, rule }) => [what, sentence, rule])]
    .join(' ')
    .replace(/“[^”]*”/g, '');

describe.each(readdirSync(FOLDER))('%s', (file) => {
  test('is told in whole sentences and in its own words', async () => {
    const { instrument, log } = await lifeOf(`shelf/${file}`);
    const { participant, operative, discontinuation } = instrument.words ?? {};
    for (const message of messagesOf(log, fold(log) as State)) {
      const { subject, text } = render(message);
      for (const { happened } of message.events) expect(happened).toMatch(/^[\p{Lu}\p{N}].*[.”]$/u);
      expect(message.follows).not.toEqual([]);
      for (const line of message.follows) expect(line).toMatch(/^[\p{Lu}\p{N}].*\.$/u);
      for (const { expected, sentence } of message.dates) if (expected) expect(sentence).toContain('xpected');
      expect(`${subject}\n${text}`).not.toMatch(/undefined|\bnull\b|NaN|\[object|\(\)/);
      const own = spoken(message);
      if (participant) expect(own).not.toMatch(/\bParticipants?\b/);
      if (operative) expect(own).not.toMatch(/\boperative\b/);
      if (discontinuation) expect(own).not.toMatch(/\bdiscontinuation\b/i);
    }
  });

  test('has a calendar that the single messages add up to', async () => {
    const { log } = await lifeOf(`shelf/${file}`);
    const told = messagesOf(log, fold(log) as State).flatMap(({ calendar }) => calendar);
    expect(new Map(calendarOf(log).map((one) => [one.uid, one]))).toEqual(new Map(told.map((one) => [one.uid, one])));
  });

  test('is exported as valid Akoma Ntoso, and reported with its end', async () => {
    const { log } = await lifeOf(`shelf/${file}`);
    const dossier = dossierOf(log, {}, Date.parse('2036-01-01T00:00:00Z'));
    if (!dossier) throw new Error('Nothing is known');
    expect(faultsOf(akomaNtoso(dossier))).toEqual([]);
    const html = reportHtml(dossier);
    for (const { date } of explain(dossier.state)) expect(html).toContain(date);
    for (const { signatory } of dossier.state.signatures) expect(html).toContain(signatory.name);
  });
});
