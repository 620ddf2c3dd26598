/** A memorandum that replaces another: what is recorded of it there, in whichever order its Participants sign. */
import { describe, expect, it } from 'vitest';
import type { ActInput } from '../../domain/acts/index.ts';
import { Instrument } from '../../domain/instrument.ts';
import { stateAsOf } from '../../projections/as-of.ts';
import { Family } from '../support/family.ts';
import { smallInstrument, smallInstrumentInput } from '../support/small-instrument.ts';

const document = { title: 'Text', sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' };
const signatory = { name: 'A. N. Official', title: 'Minister' };
const sign = (by: string, signedOn: string, more: object = {}): ActInput => ({
  ...{ do: 'sign', by, signatory, signedOn, place: 'Gyeongju', document },
  ...more,
});
const japan = { id: 'jp', name: 'Japan', shortName: 'Japan', seat: { city: 'Tokyo', timeZone: 'Asia/Tokyo' } };

/** The new memorandum: between the two and, where it is to be so, a third one, with other terms. */
const successor = (terms: object = {}, more: object = {}): Instrument =>
  Instrument.parse({ ...smallInstrumentInput, supersedes: 'roads-2019', terms: { ...smallInstrumentInput.terms, ...terms }, ...more });
const byTwoOfThree = successor(
  { operative: { clause: 'III.1', rule: 'number-of-signatures', count: 2 } },
  { participants: [...smallInstrumentInput.participants, japan] },
);

const earlier = async (more: object = {}): Promise<Family> => {
  const family = new Family();
  await family.open('2027-01-04T12:00:00Z', 'roads-2019', smallInstrument, more);
  await family.act('2027-01-05T12:00:00Z', 'roads-2019', sign('us', '2027-01-05', more));
  await family.act('2027-01-05T12:00:00Z', 'roads-2019', sign('rok', '2027-01-05', more));
  return family;
};

const decision = 'superseded-by-roads-2028';
const of = (family: Family) => {
  const { status, discontinuation, decisions } = family.stateOf('roads-2019');
  return { status, endedOn: discontinuation?.commencedOn ?? null, consents: decisions[decision]?.consents };
};

describe('a memorandum that replaces another', () => {
  it('ends it once the last of its Participants has signed too, where fewer signatures make it operative', async () => {
    const family = await earlier();
    await family.open('2028-02-01T12:00:00Z', 'roads-2028', byTwoOfThree);
    await family.act('2028-03-01T12:00:00Z', 'roads-2028', sign('us', '2028-03-01'));
    await family.act('2028-03-03T12:00:00Z', 'roads-2028', sign('jp', '2028-03-03'));
    expect(of(family)).toEqual({ status: 'operative', endedOn: null, consents: { us: '2028-03-01' } });
    await family.act('2028-06-01T12:00:00Z', 'roads-2028', sign('rok', '2028-06-01'));
    expect(of(family)).toEqual({ status: 'discontinued', endedOn: '2028-06-01', consents: { us: '2028-03-01', rok: '2028-06-01' } });
    expect(family.told).toEqual([
      'roads-2019 has recorded, as event 5, that it is to end, once Republic of Korea has decided it too',
      'roads-2019 has recorded, as event 9, that it ends on 2028-06-01',
    ]);
  });

  it('ends it so too where that signature is dated before the others and was recorded after them', async () => {
    const family = await earlier();
    await family.open('2028-02-01T12:00:00Z', 'roads-2028', byTwoOfThree);
    await family.act('2028-03-01T12:00:00Z', 'roads-2028', sign('us', '2028-03-01'));
    await family.act('2028-03-03T12:00:00Z', 'roads-2028', sign('jp', '2028-03-03'));
    await family.act('2028-03-10T12:00:00Z', 'roads-2028', sign('rok', '2028-02-20'));
    // By the first two signatures it is operative since 1 March.
    expect(of(family)).toMatchObject({ status: 'discontinued', endedOn: '2028-03-01' });
  });

  it('ends it once who joins it later has decided it too', async () => {
    const family = new Family();
    const three = Instrument.parse({ ...smallInstrumentInput, participants: [...smallInstrumentInput.participants, japan] });
    await family.open('2027-01-04T12:00:00Z', 'roads-2019', three);
    for (const by of ['us', 'rok', 'jp']) await family.act('2027-01-05T12:00:00Z', 'roads-2019', sign(by, '2027-01-05'));
    await family.open('2028-02-01T12:00:00Z', 'roads-2028', successor({ accession: { clause: 'III.1', rule: 'open' } }));
    for (const by of ['us', 'rok']) await family.act('2028-03-01T12:00:00Z', 'roads-2028', sign(by, '2028-03-01'));
    expect(family.told).toEqual([expect.stringMatching(/^refused: NOT_FORESEEN .* Japan is not among/)]);
    const accession = { participant: japan, signatory, signedOn: '2028-06-01', place: 'Tokyo', document };
    await family.act('2028-06-01T12:00:00Z', 'roads-2028', { do: 'accede', ...accession });
    expect(of(family)).toMatchObject({ status: 'discontinued', endedOn: '2028-06-01' });
  });

  const signedTwice = async (family: Family, at: string, mou: string, signedOn: string, more: object = {}) => {
    for (const by of ['us', 'rok']) await family.act(at, mou, sign(by, signedOn, more));
  };

  it('ends it on the same dates where that one is opened and signed in the record only afterwards', async () => {
    const family = new Family();
    await family.open('2028-02-01T12:00:00Z', 'roads-2028', successor());
    await signedTwice(family, '2028-03-02T12:00:00Z', 'roads-2028', '2028-03-01');
    await family.open('2028-03-04T12:00:00Z', 'roads-2019', smallInstrument);
    expect(of(family)).toMatchObject({ status: 'open', endedOn: null });
    await signedTwice(family, '2028-03-05T12:00:00Z', 'roads-2019', '2027-01-05');
    expect(of(family)).toEqual({ status: 'discontinued', endedOn: '2028-03-01', consents: { us: '2028-03-01', rok: '2028-03-01' } });
    expect(family.told).toEqual(['roads-2019 has recorded, as event 8, that it ends on 2028-03-01']);
  });

  it('ends it so too where that is history, and where it was opened before but not operative yet', async () => {
    const family = new Family();
    const quiet = { quiet: true };
    await family.open('2028-01-04T12:00:00Z', 'roads-2019', smallInstrument, quiet);
    await family.open('2028-02-01T12:00:00Z', 'roads-2028', successor(), quiet);
    await signedTwice(family, '2028-03-02T12:00:00Z', 'roads-2028', '2028-03-01', quiet);
    await signedTwice(family, '2028-03-05T12:00:00Z', 'roads-2019', '2027-01-05', quiet);
    expect(of(family)).toMatchObject({ status: 'discontinued', endedOn: '2028-03-01' });
    expect(family.logOf('roads-2019').filter((event) => !event.quiet)).toEqual([]);
  });

  it('ends none that its Participants signed only after it: which of the two holds is not said', async () => {
    const family = new Family();
    await family.open('2028-02-01T12:00:00Z', 'roads-2028', successor());
    await signedTwice(family, '2028-03-02T12:00:00Z', 'roads-2028', '2028-03-01');
    await family.open('2028-03-04T12:00:00Z', 'roads-2019', smallInstrument);
    await signedTwice(family, '2028-04-05T12:00:00Z', 'roads-2019', '2028-04-05');
    expect(of(family)).toEqual({ status: 'operative', endedOn: null, consents: undefined });
    expect(family.told).toEqual([expect.stringMatching(/^refused: BEFORE_OPERATIVE /)]);
  });

  const rectified = async (family: Family, at: string, mou: string, decision: string, what: object) => {
    await family.act(at, mou, { do: 'propose', by: 'us', kind: 'rectify', decision, document, ...what });
    await family.act(at, mou, { do: 'consent', by: 'rok', decision, document });
  };
  const replaced = async (): Promise<Family> => {
    const family = await earlier();
    await family.open('2028-02-01T12:00:00Z', 'roads-2028', successor());
    await family.act('2028-03-02T12:00:00Z', 'roads-2028', sign('us', '2028-02-10'));
    await family.act('2028-03-02T12:00:00Z', 'roads-2028', sign('rok', '2028-03-01'));
    return family;
  };

  it.each(['2028-02-20', '2028-03-05'])('ends it on another date, %s, where it turns out to be operative since that', async (signedOn) => {
    const family = await replaced();
    await rectified(family, '2028-04-01T12:00:00Z', 'roads-2028', 'r1', { signature: 'rok', signedOn });
    expect(family.stateOf('roads-2028').operativeOn).toBe(signedOn);
    expect(of(family)).toEqual({ status: 'discontinued', endedOn: signedOn, consents: { us: '2028-02-10', rok: signedOn } });
    expect(family.told).toEqual([
      'roads-2019 has recorded, as event 8, that it ends on 2028-03-01',
      `roads-2019 has recorded, as event 13, that it ends on ${signedOn}`,
    ]);
  });

  it('keeps what was corrected of the decision by which it ends that one, also where it tells it other dates', async () => {
    const family = await replaced();
    const corrected = { title: 'Superseded by the memorandum of 2028', document: { title: 'The text of 2028', sha256: document.sha256 } };
    const { title, document: text } = corrected;
    const correction = { kind: 'decision', of: decision, title, text, reason: 'The title was cut short', document };
    await family.act('2028-03-10T12:00:00Z', 'roads-2019', { do: 'correct', ...correction } as ActInput);
    await rectified(family, '2028-04-01T12:00:00Z', 'roads-2028', 'r1', { signature: 'rok', signedOn: '2028-03-05' });
    expect(of(family)).toMatchObject({ status: 'discontinued', endedOn: '2028-03-05' });
    expect(family.stateOf('roads-2019').decisions[decision]).toMatchObject(corrected);
  });

  const noticed = async (family: Family, deliveredOn: string) => {
    const at = '2027-06-02T12:00:00Z';
    await family.act(at, 'roads-2019', { do: 'give-notice', by: 'us', notice: 'n1', noticeOn: '2027-06-01', document });
    const delivery = { notice: 'n1', to: 'rok', deliveredOn, place: 'Seoul', method: 'by hand', evidence: document };
    await family.act('2027-12-31T12:00:00Z', 'roads-2019', { do: 'record-delivery', ...delivery });
  };

  it('ends none that had ended before by a notice, as its corrected delivery shows', async () => {
    const family = await earlier();
    await noticed(family, '2027-12-30');
    await family.open('2028-02-01T12:00:00Z', 'roads-2028', successor());
    await signedTwice(family, '2028-03-02T12:00:00Z', 'roads-2028', '2028-03-01');
    expect(of(family)).toMatchObject({ status: 'discontinued', endedOn: '2028-03-01' });
    await rectified(family, '2028-04-01T12:00:00Z', 'roads-2019', 'r1', { notice: 'n1', deliveredOn: '2027-08-03' });
    expect(of(family)).toMatchObject({ status: 'discontinued', endedOn: '2028-01-30' });
    expect(family.stateOf('roads-2019').discontinuation?.notice).toBe('n1');
  });

  it('ends it after all where an end of before turns out not to have come before', async () => {
    const family = await earlier();
    await noticed(family, '2027-08-03');
    await family.open('2028-02-01T12:00:00Z', 'roads-2028', successor());
    await signedTwice(family, '2028-03-02T12:00:00Z', 'roads-2028', '2028-03-01');
    expect(of(family)).toMatchObject({ status: 'discontinued', endedOn: '2028-01-30' });
    await rectified(family, '2028-04-01T12:00:00Z', 'roads-2019', 'r1', { notice: 'n1', deliveredOn: '2027-12-30' });
    expect(of(family)).toMatchObject({ status: 'discontinued', endedOn: '2028-03-01' });
  });

  it('ends it where it had lapsed by the papers known, and a paper shows later that it was operative', async () => {
    const family = new Family();
    const lapsing = { operative: { clause: 'III.1', rule: 'last-signature', lapses: 'P6M' } };
    await family.open('2027-01-04T12:00:00Z', 'roads-2019', Instrument.parse({ ...successor(lapsing), supersedes: undefined }));
    await family.act('2027-01-05T12:00:00Z', 'roads-2019', sign('us', '2027-01-05'));
    await family.open('2028-02-01T12:00:00Z', 'roads-2028', successor());
    await signedTwice(family, '2028-03-02T12:00:00Z', 'roads-2028', '2028-03-01');
    expect(family.stateOf('roads-2019').status).toBe('lapsed');
    await family.act('2028-04-01T12:00:00Z', 'roads-2019', sign('rok', '2027-02-01'));
    expect(family.stateOf('roads-2019').operativeOn).toBe('2027-02-01');
    expect(of(family)).toMatchObject({ status: 'discontinued', endedOn: '2028-03-01' });
  });

  it('ends it so too where it needed two signatures of three, and the third never signed', async () => {
    const family = new Family();
    const terms = { operative: { clause: 'III.1', rule: 'number-of-signatures', count: 2, lapses: 'P6M' } };
    const participants = [...smallInstrumentInput.participants, japan];
    await family.open('2027-01-04T12:00:00Z', 'roads-2019', successor(terms, { participants, supersedes: undefined }));
    await family.act('2027-01-05T12:00:00Z', 'roads-2019', sign('us', '2027-01-05'));
    await family.open('2028-02-01T12:00:00Z', 'roads-2028', successor());
    await signedTwice(family, '2028-03-02T12:00:00Z', 'roads-2028', '2028-03-01');
    expect(family.stateOf('roads-2019').status).toBe('lapsed');
    await family.act('2028-04-01T12:00:00Z', 'roads-2019', sign('rok', '2027-02-01'));
    expect(of(family)).toMatchObject({ status: 'discontinued', endedOn: '2028-03-01' });
  });

  it('is another one, and neither stands under itself', async () => {
    const family = new Family();
    for (const field of ['supersedes', 'under']) {
      const instrument = { ...smallInstrument, [field]: 'roads-2028' };
      await expect(family.open('2028-02-01T12:00:00Z', 'roads-2028', instrument)).rejects.toMatchObject({
        code: 'INVALID',
        message: `instrument.${field}: names roads-2028, which is this memorandum itself`,
      });
    }
  });

  it('is what its text as signed says: no modification brings it in', async () => {
    const family = await earlier();
    await family.open('2028-02-01T12:00:00Z', 'roads-2028', smallInstrument);
    for (const by of ['us', 'rok']) await family.act('2028-03-01T12:00:00Z', 'roads-2028', sign(by, '2028-03-01'));
    const patch = [{ op: 'add' as const, path: '/supersedes', value: 'roads-2019' }];
    const proposal: ActInput = { do: 'propose', by: 'us', decision: 'd1', kind: 'modify', patch, document };
    await expect(family.act('2028-04-01T12:00:00Z', 'roads-2028', proposal)).rejects.toMatchObject({
      code: 'BAD_PATCH',
      message: expect.stringContaining('which memorandum it supersedes'),
    });
  });

  it('records that it is superseded, and nothing else, where it is over by then', async () => {
    const family = await earlier();
    const end = { decision: 'd1', document };
    await family.act('2028-01-10T12:00:00Z', 'roads-2019', { do: 'propose', by: 'us', kind: 'discontinue-on', on: '2028-02-10', ...end });
    await family.act('2028-01-11T12:00:00Z', 'roads-2019', { do: 'consent', by: 'rok', ...end });
    await family.open('2028-02-01T12:00:00Z', 'roads-2028', successor());
    for (const by of ['us', 'rok']) await family.act('2028-03-01T12:00:00Z', 'roads-2028', sign(by, '2028-03-01'));
    expect(of(family)).toMatchObject({ status: 'discontinued', endedOn: '2028-02-10' });
    expect(family.stateOf('roads-2019').decisions[decision]).toMatchObject({ status: 'lapsed', closedBy: 'commencement' });
    expect(family.told).toEqual(['roads-2019 has recorded, as event 11, that it is superseded; it was over since 2028-02-10']);
  });

  it('ends it also where both are recorded as history, and nobody is told of that', async () => {
    const quiet = { quiet: true };
    const family = await earlier(quiet);
    await family.open('2028-02-01T12:00:00Z', 'roads-2028', successor(), quiet);
    for (const by of ['us', 'rok']) await family.act('2028-03-02T12:00:00Z', 'roads-2028', sign(by, '2028-03-01', quiet));
    expect(of(family)).toMatchObject({ status: 'discontinued', endedOn: '2028-03-01' });
    expect(family.logOf('roads-2019').filter((event) => !event.quiet)).toEqual([]);
  });
});

describe('a memorandum that stands under another', () => {
  it('is recorded there, and records its end, also where these are history', async () => {
    const quiet = { quiet: true } as const;
    const family = await earlier(quiet);
    await family.open('2028-02-01T12:00:00Z', 'bridges', { ...smallInstrument, title: 'Bridges', under: 'roads-2019' }, quiet);
    const end = { decision: 'd1', document, ...quiet };
    await family.act('2028-02-10T12:00:00Z', 'roads-2019', { do: 'propose', by: 'us', kind: 'discontinue-on', on: '2028-06-01', ...end });
    await family.act('2028-02-11T12:00:00Z', 'roads-2019', { do: 'consent', by: 'rok', ...end });
    expect(family.stateOf('roads-2019').annexes).toEqual({ bridges: 'Bridges' });
    expect(family.stateOf('bridges').parentEnd).toEqual({ expectedOn: '2028-06-01', endedOn: null });
    await family.pass('2028-06-02T12:00:00Z');
    expect(family.stateOf('bridges').parentEnd).toEqual({ expectedOn: null, endedOn: '2028-06-01' });
  });

  it('is recorded there too where that one is opened after it', async () => {
    const family = new Family();
    await family.open('2028-02-01T12:00:00Z', 'bridges', { ...smallInstrument, title: 'Bridges', under: 'roads-2019' });
    await family.open('2028-02-02T12:00:00Z', 'roads-2019', smallInstrument);
    expect(family.stateOf('roads-2019').annexes).toEqual({ bridges: 'Bridges' });
  });

  it('says so as of each date too', async () => {
    const family = await earlier();
    await family.open('2028-02-01T12:00:00Z', 'bridges', { ...smallInstrument, title: 'Bridges', under: 'roads-2019' });
    const end = { decision: 'd1', document };
    await family.act('2028-02-10T12:00:00Z', 'roads-2019', { do: 'propose', by: 'us', kind: 'discontinue-on', on: '2028-06-01', ...end });
    await family.act('2028-02-11T12:00:00Z', 'roads-2019', { do: 'consent', by: 'rok', ...end });
    await family.pass('2028-06-02T12:00:00Z');
    const asOf = (mou: string, on: string) => stateAsOf(family.logOf(mou), { on });
    expect(['2028-01-31', '2028-02-01'].map((on) => asOf('roads-2019', on)?.annexes)).toEqual([{}, { bridges: 'Bridges' }]);
    expect(['2028-02-10', '2028-02-11', '2028-06-01'].map((on) => asOf('bridges', on)?.parentEnd)).toEqual([
      null,
      { expectedOn: '2028-06-01', endedOn: null },
      { expectedOn: null, endedOn: '2028-06-01' },
    ]);
  });

  it('can be placed under another one by a modification: it is recorded there, and has the end of that one from then on', async () => {
    const family = await earlier();
    await family.open('2027-02-01T12:00:00Z', 'bridges', { ...smallInstrument, title: 'Bridges', under: 'roads-2019' });
    for (const by of ['us', 'rok']) await family.act('2027-02-01T14:00:00Z', 'bridges', sign(by, '2027-02-01'));
    await family.open('2028-02-01T12:00:00Z', 'roads-2028', successor());
    for (const by of ['us', 'rok']) await family.act('2028-03-01T12:00:00Z', 'roads-2028', sign(by, '2028-03-01'));
    expect(family.stateOf('bridges').parentEnd).toEqual({ expectedOn: null, endedOn: '2028-03-01' });
    const moved = { decision: 'd1', document };
    const patch = [{ op: 'replace' as const, path: '/under', value: 'roads-2028' }];
    await family.act('2028-04-01T12:00:00Z', 'bridges', { do: 'propose', by: 'us', kind: 'modify', patch, ...moved });
    await family.act('2028-04-02T12:00:00Z', 'bridges', { do: 'consent', by: 'rok', ...moved });
    expect(family.stateOf('bridges').parentEnd).toBeNull();
    expect(family.stateOf('roads-2028').annexes).toEqual({ bridges: 'Bridges' });
    const end = { decision: 'd1', document };
    await family.act('2028-05-01T12:00:00Z', 'roads-2028', { do: 'propose', by: 'us', kind: 'discontinue-on', on: '2028-09-01', ...end });
    await family.act('2028-05-02T12:00:00Z', 'roads-2028', { do: 'consent', by: 'rok', ...end });
    const asOf = (on: string) => stateAsOf(family.logOf('bridges'), { on })?.parentEnd;
    expect(['2028-04-01', '2028-04-02', '2028-05-02'].map(asOf)).toEqual([
      { expectedOn: null, endedOn: '2028-03-01' },
      null,
      { expectedOn: '2028-09-01', endedOn: null },
    ]);
  });

  describe('and is placed under another one, and back', () => {
    const place = async (family: Family, at: string, decision: string, under: string) => {
      const patch = [{ op: 'replace' as const, path: '/under', value: under }];
      await family.act(at, 'bridges', { do: 'propose', by: 'us', kind: 'modify', decision, patch, document });
      await family.act(at, 'bridges', { do: 'consent', by: 'rok', decision, document });
    };
    const end = async (family: Family, at: string, mou: string, decision: string, what: object) => {
      await family.act(at, mou, { do: 'propose', by: 'us', decision, document, ...what } as ActInput);
      await family.act(at, mou, { do: 'consent', by: 'rok', decision, document });
    };
    const endsOn = (on: string) => ({ kind: 'discontinue-on', on });
    const annexesOf = (family: Family) => ['roads-2019', 'rail-2020'].map((mou) => family.stateOf(mou).annexes);
    const moved = async (): Promise<Family> => {
      const family = await earlier();
      await family.open('2027-02-01T12:00:00Z', 'rail-2020', smallInstrument);
      await signedTwice(family, 'rail-2020');
      await family.open('2027-02-01T12:00:00Z', 'bridges', { ...smallInstrument, title: 'Bridges', under: 'roads-2019' });
      await signedTwice(family, 'bridges');
      await end(family, '2028-02-10T12:00:00Z', 'roads-2019', 'd1', endsOn('2029-06-01'));
      await place(family, '2028-03-01T12:00:00Z', 'd1', 'rail-2020');
      return family;
    };
    const signedTwice = async (family: Family, mou: string) => {
      for (const by of ['us', 'rok']) await family.act('2027-02-01T14:00:00Z', mou, sign(by, '2027-02-01'));
    };

    it('stands under one of them at a time, and is told nothing more by the other', async () => {
      const family = await moved();
      expect(annexesOf(family)).toEqual([{}, { bridges: 'Bridges' }]);
      await end(family, '2028-04-01T12:00:00Z', 'roads-2019', 'd2', endsOn('2028-09-01'));
      expect(family.stateOf('bridges').parentEnd).toBeNull();
      expect(family.told.filter((one) => one.startsWith('refused'))).toEqual([]);
    });

    it('is told once it is back of the end that is expected there, the same as before or another', async () => {
      const family = await moved();
      await place(family, '2028-05-01T12:00:00Z', 'd2', 'roads-2019');
      expect(annexesOf(family)).toEqual([{ bridges: 'Bridges' }, {}]);
      expect(family.stateOf('bridges').parentEnd).toEqual({ expectedOn: '2029-06-01', endedOn: null });
    });

    it('knows of none once it is back where that end fell away meanwhile, as of each date too', async () => {
      const family = await moved();
      await end(family, '2028-04-01T12:00:00Z', 'roads-2019', 'd2', { kind: 'withdraw-decision', withdraws: 'd1' });
      await place(family, '2028-05-01T12:00:00Z', 'd2', 'roads-2019');
      expect(family.stateOf('bridges').parentEnd).toBeNull();
      const asOf = (on: string) => stateAsOf(family.logOf('bridges'), { on })?.parentEnd;
      expect(['2028-02-10', '2028-04-30', '2028-05-01'].map(asOf)).toEqual([{ expectedOn: '2029-06-01', endedOn: null }, null, null]);
    });
  });

  it('is no annex any more where it was opened by mistake, and is one by its new title', async () => {
    const family = await earlier();
    for (const mou of ['bridges', 'tunnels'])
      await family.open('2028-02-01T12:00:00Z', mou, { ...smallInstrument, title: 'Bridges', under: 'roads-2019' });
    await family.act('2028-02-02T12:00:00Z', 'tunnels', { do: 'annul', reason: 'Opened twice' });
    for (const by of ['us', 'rok']) await family.act('2028-02-03T12:00:00Z', 'bridges', sign(by, '2028-02-03'));
    const patch = [{ op: 'replace' as const, path: '/title', value: 'Bridges and tunnels' }];
    await family.act('2028-03-01T12:00:00Z', 'bridges', { do: 'propose', by: 'us', kind: 'modify', decision: 'd1', patch, document });
    await family.act('2028-03-01T12:00:00Z', 'bridges', { do: 'consent', by: 'rok', decision: 'd1', document });
    expect(family.stateOf('roads-2019').annexes).toEqual({ bridges: 'Bridges and tunnels' });
  });
});
