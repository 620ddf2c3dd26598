/** A memorandum as its pages show it, made once for each event and each day: it is looked at more often than it changes. */
import { dateEverywhere } from '../../domain/calendar.ts';
import type { Event } from '../../domain/events.ts';
import { zonesIn } from '../../domain/seats.ts';
import { Refusal } from '../../domain/refusal.ts';
import { type Dossier, dossierOf, presentOf } from '../../export/dossier.ts';
import { type Report, viewOf } from '../../export/report/view.ts';
import type { Source } from '../source.ts';

export type Shown = { dossier: Dossier; report: Report };

/** For as long as the log itself is kept. */
const made = new WeakMap<readonly Event[], Shown>();

/** Throws `Refusal` UNKNOWN_MOU, or `NoService`. */
export const shownFrom = async (source: Source, mou: string): Promise<Shown> => {
  const log = await source.log(mou);
  const now = presentOf(log, Date.now());
  const known = made.get(log);
  if (known && known.dossier.today === dateEverywhere(now, zonesIn(known.dossier.state))) return known;
  const dossier = dossierOf(log, {}, now);
  if (!dossier) throw new Refusal('UNKNOWN_MOU', `mou: there is no memorandum ${mou}`);
  const shown = { dossier, report: viewOf(dossier) };
  made.set(log, shown);
  return shown;
};
