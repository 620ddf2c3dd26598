/** Contacts are changed by an act that is recorded, and each is told of what was recorded while it was one. */
import { describe, expect, test } from 'vitest';
import type { ActInput } from '../../domain/acts/index.ts';
import { countTold, isServed, isTold, recipientsOf } from '../../domain/recipient-spans.ts';
import { parseAct } from '../../domain/input.ts';
import { type Moment, Life, untilDelivery } from '../support/lives.ts';
import { given } from '../support/given.ts';
import { open, sign } from './acts.ts';

type Contacts = Extract<ActInput, { do: 'change-contacts' }>['contacts'];
const desk = { id: 'desk', channel: 'email', address: 'desk@us.example' } as const;
const hook = { id: 'hook', channel: 'webhook', url: 'https://us.example/mou', secret: 'us-hook' } as const;
const drop = { id: 'drop', channel: 'file', folder: 'us-registry' } as const;
const change = (by: string, ...contacts: Contacts): ActInput => ({ do: 'change-contacts', by, contacts });
const opened = [open(), '2027-01-01T00:00:00Z'] as const;

describe('a change of contacts', () => {
  test('is recorded as a whole list, under the clause on notices, on the date at the seat', () => {
    given(opened)
      .when(change('us', desk, hook, drop), '2027-01-02T02:00:00Z')
      .then({
        type: 'ContactsChanged',
        on: '2027-01-01',
        by: 'us',
        clause: 'III.3',
        data: { participant: 'us', contacts: [desk, hook, drop] },
      })
      .withState({ contacts: { us: [desk, hook, drop] } })
      .when(change('us', hook), '2027-01-03T02:00:00Z')
      .withState({ contacts: { us: [hook] } });
  });

  test('is open before the memorandum is operative and after discontinuation, for it changes nothing under it', () => {
    const ended = new Life([...untilDelivery, '2027-08-01T00:00:00Z', ['2027-08-02T00:00:00Z', change('rok', { ...desk, id: 'late' })]]);
    expect(ended.state).toMatchObject({ status: 'discontinued', contacts: { rok: [{ id: 'late' }] } });
  });

  test('is made by the Participant itself', () => {
    given(opened)
      .when({ ...change('us', desk), participant: 'rok' } as ActInput, '2027-01-02T02:00:00Z')
      .thenRefused('NOT_AUTHORISED', 'III.3', 'participant: United States may change its own contacts');
    given(opened).when(change('uk', desk), '2027-01-02T02:00:00Z').thenRefused('NOT_A_PARTICIPANT', 'III.3');
  });

  test.each([
    [[{ ...desk, address: 'nobody' }], /contacts\.0\.address: must be an e-mail address/],
    [[{ ...desk, address: 'a@us.example\r\nBcc: b@example.org' }], /contacts\.0\.address/],
    [[{ ...desk, name: 'A\r\nBcc: b@example.org' }], /contacts\.0\.name: must be one line/],
    [[desk, { ...drop, id: 'desk' }], /contacts: must name each contact by an id of its own/],
    [[{ ...hook, url: 'file:///etc/passwd' }], /contacts\.0\.url: must be an https/],
    [[{ ...hook, url: 'https://user:word@us.example/' }], /must carry no credentials/],
    [[{ ...hook, secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw=' }], /contacts\.0\.secret/],
    [[{ ...hook, secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' }], /contacts\.0\.secret: must be the name of a secret/],
    [[{ ...drop, folder: '../elsewhere' }], /contacts\.0\.folder/],
    [[{ id: 'x', channel: 'fax', number: '1' }], /contacts\.0/],
  ])('%j is refused by its field', (contacts, says) => {
    expect(() => parseAct({ do: 'change-contacts', by: 'us', contacts })).toThrow(says);
  });

  test.each([
    [{ ...hook, secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' }, 'LaLaSw'],
    [{ ...hook, secret: 'whsec_MfKQ9r8GKYqr/wjUPD8ILPZIo2LaLaSw=' }, 'LaLaSw'],
    [{ ...hook, url: 'https://user:word@us.example/' }, 'word'],
  ])('%j is refused without its secret being told', (contact, secret) => {
    expect(() => parseAct({ do: 'change-contacts', by: 'us', contacts: [contact] })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining(secret) }),
    );
  });

  test('is told without any address', () => {
    const told = new Life([['2027-01-06T00:00:00Z', change('us', desk, { ...desk, id: 'deputy' }, hook)]]).told('ContactsChanged');
    expect(told.events[0]?.happened).toContain('2 by e-mail (desk and deputy) and 1 by webhook (hook)');
    expect(JSON.stringify(told)).not.toMatch(/us\.example|us-hook/);
  });
});

describe('who is told', () => {
  const moments: Moment[] = [
    ['2027-01-05T02:00:00Z', change('us', desk, hook)], // 2
    ['2027-01-05T03:00:00Z', sign('rok', '2027-01-05', { place: 'Seoul' })], // 3
    ['2027-01-05T04:00:00Z', change('us', { ...desk, address: 'successor@us.example' })], // 4
    ['2027-01-05T07:00:00Z', sign('us', '2027-01-05', { place: 'Gyeongju' })], // 5, and 6
    ['2027-01-06T07:00:00Z', change('us')], // 7
    ['2027-01-07T07:00:00Z', change('us', hook)], // 8
  ];
  const { log } = new Life(moments);
  const recipients = new Map(recipientsOf(['us', 'rok'], log).map((one) => [one.key, one]));
  const toldOf = (key: string) =>
    log.flatMap(({ seq }) => {
      const recipient = recipients.get(key);
      return recipient && isTold(recipient, seq) ? [seq] : [];
    });

  test('a Participant without contacts of its own by those in the settings, from the first event', () => {
    expect(toldOf('rok')).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(toldOf('us')).toEqual([1, 2, 7, 8]);
  });

  test('a contact from the change that names it to the change that leaves it out, both included', () => {
    expect(toldOf('us/desk')).toEqual([2, 3, 4, 5, 6, 7]);
    expect(toldOf('us/hook')).toEqual([2, 3, 4, 8]);
  });

  test('at the address last recorded', () => {
    expect(recipients.get('us/desk')?.contact).toMatchObject({ address: 'successor@us.example' });
    expect([...recipients.values()].filter(isServed).map(({ key }) => key)).toEqual(['rok', 'us/hook']);
  });

  test('and what is still to be told can be counted', () => {
    for (const [key, recipient] of recipients) {
      for (const { seq } of log) expect(countTold(recipient, seq, log.length)).toBe(toldOf(key).filter((one) => one > seq).length);
    }
  });
});
