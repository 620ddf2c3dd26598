/** Which one civil date a rectification corrects, and what each kind of them does. */
import type { CivilDate } from '../../calendar.ts';
import { type Clause, type Recording, refuse } from '../recording.ts';

export type Correction =
  | { of: 'delivery'; notice: string; to: string | undefined; deliveredOn: CivilDate }
  | { of: 'notice'; notice: string; noticeOn: CivilDate }
  | { of: 'stated date'; notice: string; takesEffectOn: CivilDate }
  | { of: 'signature'; signature: string; signedOn: CivilDate }
  | { of: 'confirmation'; confirmation: string; confirmedOn: CivilDate | undefined; receivedOn: CivilDate | undefined }
  | { of: 'consent'; decision: string; consent: string; consentedOn: CivilDate };

/** What corrects one kind of date. */
export type Rectifier<Of extends Correction['of'], Its = Extract<Correction, { of: Of }>> = {
  /** Throws the `Refusal` where that date cannot be what is written. */
  check: (recording: Recording, correction: Its, clause: Clause) => void;
  /** Records the fact as it is, by that decision. What depends on it is reckoned again by who calls this. */
  record: (recording: Recording, decision: string, correction: Its, clause: Clause) => void;
};

export const mustDiffer = (field: string, recorded: CivilDate | undefined, corrected: CivilDate | undefined, clause: Clause): void => {
  if (corrected !== undefined && recorded === corrected)
    refuse('NOTHING_TO_CORRECT', `${field}: ${corrected} is what is recorded already`, clause);
};
