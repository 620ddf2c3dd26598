/** The flags of each act, and how they become its fields: the same objects that scenarios and the client carry. */
import type { ActName } from '../domain/acts.ts';

export type Flag = {
  /** As commander writes it: `--signed-on <date>`. */
  flag: string;
  /** The field of the act, with a dot for one within another. */
  field: string;
  help: string;
  required?: boolean;
  /** `document`: a file to be hashed. `list`: may be given again. `json`: parsed. `switch`: no value. */
  as?: 'document' | 'list' | 'json' | 'switch';
};

const by = (who = 'the Participant who acts'): Flag => ({ flag: '--by <participant>', field: 'by', help: who, required: true });
const text = (flag: string, field: string, help: string): Flag => ({ flag, field, help });
const needed = (flag: string, field: string, help: string): Flag => ({ flag, field, help, required: true });

const document = (name: string, field: string, what: string): Flag[] => [
  { flag: `--${name} <file>`, field, help: `${what}: a file, whose SHA-256 is taken and whose name is the title`, as: 'document' },
  text(`--${name}-title <text>`, `${field}.title`, `title of ${what}`),
  text(`--${name}-sha256 <hash>`, `${field}.sha256`, `SHA-256 of ${what}, where the file is not at hand`),
  text(`--${name}-uri <url>`, `${field}.uri`, `where ${what} is kept`),
];

const decision = needed('--decision <id>', 'decision', "the decision's id");
const meeting = needed('--meeting <id>', 'meeting', "the meeting's id");
const action = needed('--action <id>', 'action', "the action's id");
const initiative = needed('--initiative <id>', 'initiative', "the initiative's id");
const optionalBy: Flag = { ...by(), required: false };
const reason = text('--reason <text>', 'reason', 'why');
const timeZone = text('--time-zone <zone>', 'timeZone', 'IANA time zone of the place, where the instrument does not list it');
const funds: Flag = {
  flag: '--commits-funds',
  field: 'commitsFunds',
  help: 'it would commit funds (and is refused: III.9 of the seed)',
  as: 'switch',
};

export const FLAGS: Record<Exclude<ActName, 'open'>, Flag[]> = {
  sign: [
    by('the Participant who signs'),
    needed('--signed-on <date>', 'signedOn', 'the date written on the document'),
    needed('--place <text>', 'place', 'where it was signed'),
    timeZone,
    needed('--signatory-name <text>', 'signatory.name', 'who signed'),
    needed('--signatory-title <text>', 'signatory.title', "the signatory's office"),
    ...document('document', 'document', 'the document signed'),
  ],
  confirm: [
    by(),
    needed('--confirmed-on <date>', 'confirmedOn', 'the date of the confirmation'),
    ...document('document', 'document', 'the confirmation'),
  ],
  'give-notice': [
    by('the Participant who gives notice'),
    needed('--notice <id>', 'notice', "the notice's id"),
    needed('--notice-on <date>', 'noticeOn', "the notice's own date"),
    ...document('document', 'document', 'the notice'),
  ],
  'record-delivery': [
    needed('--notice <id>', 'notice', "the notice's id"),
    needed('--to <participant>', 'to', 'the Participant to whom it was delivered'),
    needed('--delivered-on <date>', 'deliveredOn', "the date at the recipient's seat"),
    needed('--place <text>', 'place', 'where it was delivered'),
    needed('--method <text>', 'method', 'how, such as "note verbale, by hand"; e-mail is never delivery'),
    ...document('evidence', 'evidence', 'the evidence of delivery'),
    optionalBy,
  ],
  'withdraw-notice': [by(), needed('--notice <id>', 'notice', "the notice's id"), ...document('document', 'document', 'the withdrawal')],
  propose: [
    by('the Participant who proposes, and thereby consents'),
    decision,
    needed('--kind <kind>', 'kind', 'modify, withdraw-notice, discontinue-on or rectify'),
    text('--title <text>', 'title', 'a title'),
    { flag: '--patch <json>', field: 'patch', help: 'modify: a JSON Patch (RFC 6902), or @FILE', as: 'json' },
    text('--effective-on <date>', 'effectiveOn', 'modify: takes effect on this date, if later than the date decided'),
    text('--notice <id>', 'notice', 'withdraw-notice, rectify: the notice'),
    text('--on <date>', 'on', 'discontinue-on: the date decided'),
    text('--delivered-on <date>', 'deliveredOn', 'rectify: the true date of delivery'),
    text('--to <participant>', 'to', 'rectify: the recipient, among more than two Participants'),
    text('--signature <participant>', 'signature', 'rectify: whose signature'),
    text('--signed-on <date>', 'signedOn', 'rectify: the true date of the signature'),
    ...document('document', 'document', 'the text decided'),
  ],
  consent: [by(), decision, ...document('document', 'document', 'the text consented to')],
  decline: [by(), decision, reason, ...document('document', 'document', 'the reply')],
  retract: [by(), decision, reason, ...document('document', 'document', 'the retraction')],
  pause: [
    by(),
    text('--paused-on <date>', 'pausedOn', 'since when (default: today at the seat)'),
    reason,
    ...document('document', 'document', 'the communication'),
  ],
  resume: [
    by(),
    text('--resumed-on <date>', 'resumedOn', 'since when (default: today at the seat)'),
    reason,
    ...document('document', 'document', 'the communication'),
  ],
  'schedule-meeting': [
    by(),
    meeting,
    needed('--on <date>', 'on', 'the date of the meeting'),
    needed('--place <text>', 'place', 'where it takes place'),
    timeZone,
    { flag: '--agenda <item>', field: 'agenda', help: 'an item of the agenda; may be given again', as: 'list' },
  ],
  'hold-meeting': [meeting, text('--held-on <date>', 'heldOn', 'the date on which it was held (default: as scheduled)'), optionalBy],
  'record-minutes': [meeting, ...document('document', 'document', 'the minutes'), optionalBy],
  'approve-minutes': [by('the co-chair who approves'), meeting, ...document('document', 'document', 'the minutes')],
  'cancel-meeting': [meeting, reason, optionalBy],
  'record-action': [
    meeting,
    action,
    needed('--owner <participant>', 'owner', 'the Participant who owns it'),
    needed('--what <text>', 'what', 'what is to be done'),
    needed('--due-on <date>', 'dueOn', 'by when'),
    optionalBy,
  ],
  'complete-action': [
    meeting,
    action,
    text('--completed-on <date>', 'completedOn', "when (default: today at the owner's seat)"),
    optionalBy,
  ],
  'start-initiative': [
    by(),
    initiative,
    needed('--area <clause>', 'area', 'the area of cooperation, such as II.B.4'),
    text('--area-title <text>', 'areaTitle', 'title of an area that the instrument does not list'),
    needed('--title <text>', 'title', "the initiative's title"),
    funds,
  ],
  'report-initiative': [
    initiative,
    text('--report <text>', 'report', 'the report'),
    ...document('document', 'document', 'the report'),
    funds,
    optionalBy,
  ],
  'change-contacts': [
    by('the Participant whose contacts they are'),
    {
      flag: '--contacts <json>',
      field: 'contacts',
      help: 'the whole list, which replaces the one before, as JSON or @FILE (needed)',
      as: 'json',
    },
  ],
  'conclude-initiative': [
    initiative,
    text('--outcome <text>', 'outcome', 'the outcome'),
    ...document('document', 'document', 'the conclusion'),
    funds,
    optionalBy,
  ],
};
