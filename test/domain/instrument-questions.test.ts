/** The questions of `mou instrument new`, answered as a newcomer answers them. */
import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { choicesFrom } from '../../cli/verbs/instrument/new.ts';
import { askChoices } from '../../cli/verbs/instrument/questions.ts';
import { parseInstrument } from '../../domain/input.ts';
import type { Instrument } from '../../domain/instrument.ts';
import { workedExample } from '../../instruments/check/worked-example.ts';
import { writeInstrument } from '../../instruments/new/write.ts';

type Asked = { raw: Record<string, unknown> | undefined; questions: string[]; told: string };

const QUESTION = /([^\n\r]*): $/;

/** Each answer is typed when the next question stands on the terminal. */
const ask = async (answers: readonly string[], isFree = (_: string): boolean => true): Promise<Asked> => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const [left, questions] = [[...answers], [] as string[]];
  let told = '';
  output.on('data', (chunk: Buffer) => {
    const line = stripVTControlCharacters(String(chunk));
    told += line;
    const question = QUESTION.exec(line)?.[1];
    if (question === undefined) return;
    questions.push(question.trim());
    const answer = left.shift();
    setImmediate(() => input.write(answer?.startsWith('^') ? answer.slice(1) : `${answer ?? ''}\r`));
  });
  const raw = await askChoices(isFree, { input, output });
  return { raw, questions, told };
};

/** The file as it would be written, read again. */
const written = ({ raw }: Asked): Instrument => {
  if (!raw) throw new Error('The questions were broken off');
  return parseInstrument(parse(writeInstrument(choicesFrom(raw), './schema.json'), { version: '1.2', schema: 'core' }));
};

const TITLE = ['Memorandum on Ozone Data', ''];
const JMA = ['Japan Meteorological Agency', 'JMA', '', 'Tokyo', ''];
const KMA = ['Korea Meteorological Administration', 'KMA', '', 'Seoul', ''];

describe('a newcomer who answers', () => {
  it('with nothing but names has a memorandum that a notice of six months ends', async () => {
    const instrument = written(await ask([...TITLE, ...JMA, ...KMA]));
    expect(instrument).toMatchObject({
      id: 'ozone-data',
      participants: [{ id: 'jma' }, { id: 'kma' }],
      terms: { operative: { rule: 'last-signature' }, commencement: { period: 'P6M' } },
    });
    expect(instrument.terms.duration).toBeUndefined();
    expect(instrument.terms.committee).toBeUndefined();
  });

  it('in Hangul and Kanji has Participants with ids of their own', async () => {
    const korean = ['대한민국 기상청', '기상청', '', '서울', 'Asia/Seoul'];
    const japanese = ['日本気象庁', '', '', '東京', 'Asia/Tokyo'];
    const instrument = written(await ask(['오존 자료 양해각서', '', ...korean, ...japanese]));
    expect(instrument).toMatchObject({
      id: 'memorandum',
      title: '오존 자료 양해각서',
      participants: [
        { id: 'participant-1', shortName: '기상청', seat: { city: '서울' } },
        { id: 'participant-2', shortName: '日本気象庁', seat: { city: '東京' } },
      ],
    });
  });

  it('“none” has neither a notice, nor a term, nor a committee', async () => {
    const { terms } = written(await ask([...TITLE, ...JMA, ...KMA, '', '', 'none', 'none', 'none']));
    expect(Object.keys(terms)).not.toEqual(expect.arrayContaining(['commencement']));
    expect(terms).toMatchObject({ operative: {}, modification: {} });
  });

  it('with every kind of answer has each of them among its terms, and an example of its dates', async () => {
    const noaa = ['NOAA', '', '', 'Washington', 'America/New_York', ''];
    const beginning = ['number-of-signatures', '2'];
    const instrument = written(
      await ask([...TITLE, ...JMA, ...KMA, ...noaa, ...beginning, 'P3Y', 'automatic', 'P1Y', 'P2M', 'P90D', '2', 'Board']),
    );
    expect(instrument.terms).toMatchObject({
      operative: { rule: 'number-of-signatures', count: 2 },
      duration: { period: 'P3Y', renewal: { rule: 'automatic', period: 'P1Y', unless: 'P2M' } },
      commencement: { period: 'P90D' },
      withdrawal: { remaining: 2 },
      committee: { name: 'Board' },
    });
    expect(workedExample(instrument).length).toBeGreaterThan(3);
  });

  it('with a last day has a term until it, renewed by itself though no notice stops that', async () => {
    const { terms } = written(await ask([...TITLE, ...JMA, ...KMA, '', '', '2030-12-31', 'automatic', '', 'none']));
    expect(terms.duration).toMatchObject({ until: '2030-12-31', renewal: { rule: 'automatic', period: 'P1Y' } });
    expect(terms.duration?.renewal).not.toHaveProperty('unless');
  });
});

describe('a wrong answer is asked again, with what would be right', () => {
  const toldAfter = async (answers: readonly string[]) => (await ask(answers)).told;

  it.each([
    [
      'a title of nothing, or too long',
      ['', 'x'.repeat(501), ...TITLE, ...JMA, ...KMA],
      /must not be empty, such as Memorandum[\s\S]*must be at most 500/,
    ],
    ['an id with a space', ['Ozone', 'ozone data', 'ozone', ...JMA, ...KMA], /must be 1 to 64 letters/],
    [
      'the id of another Participant',
      [...TITLE, ...JMA, 'Jamaica', 'JMA2', 'jma', 'jm', 'Kingston', 'America/Jamaica'],
      /is the id of another Participant/,
    ],
    ['an unknown zone', [...TITLE, ...JMA, 'NOAA', '', '', 'Washington', 'EST5', 'America/New_York'], /must be an IANA time zone/],
    ['an unknown rule', [...TITLE, ...JMA, ...KMA, '', 'signature', ''], /must be one of last-signature, /],
    ['more signatures than Participants', [...TITLE, ...JMA, ...KMA, '', 'number-of-signatures', '3', '2'], /must be a number from 1 to 2/],
    ['a term in words', [...TITLE, ...JMA, ...KMA, '', '', '3 years', 'P3Y'], /must be a period such as P3Y, or a date such as/],
    [
      'a day that does not exist',
      [...TITLE, ...JMA, ...KMA, '', '', '2030-02-30', '2030-02-28'],
      /must be a period such as P3Y, or a date/,
    ],
    ['a notice in hours', [...TITLE, ...JMA, ...KMA, '', '', '', 'PT24H', 'P1D'], /must be a positive ISO 8601 calendar period/],
  ])('%s', async (_, answers, hint) => {
    expect(await toldAfter(answers)).toMatch(hint);
  });

  it('an id whose file is there already', async () => {
    const { raw, told } = await ask(['Ozone', '', 'ozone-2', ...JMA, ...KMA], (id) => id !== 'ozone');
    expect(told).toContain('is the name of a file that is there already');
    expect(raw).toMatchObject({ id: 'ozone-2' });
  });
});

describe('questions that are broken off', () => {
  it.each([
    ['by Ctrl+C', '^\x03'],
    ['by Ctrl+D', '^\x04'],
  ])('%s write nothing, and say so', async (_, key) => {
    const { raw, told } = await ask([...TITLE, key]);
    expect(raw).toBeUndefined();
    expect(told).toMatch(/\nNothing was written\.\n$/);
  });
});
