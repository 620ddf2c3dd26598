import { describe, test } from 'vitest';
import { given } from '../support/given.ts';
import { decided, modify, noticeDelivered, open, operative, rectifyDelivery, rectifySignature, replacing, sign } from './acts.ts';
import { confirmed } from './siblings.ts';

const MARCH = '2027-03-10T15:00:00Z';
const rearmed = (expectedOn: string) => ({ type: 'DiscontinuationExpected', data: { expectedOn } }) as const;
const agreed = [{ type: 'DecisionConsented' }, { type: 'DecisionTaken' }] as const;

describe('A rectification of a signature’s date', () => {
  test('moves the operative date where it was the latest', () => {
    given(...operative(), ...decided(rectifySignature('us', 'd1', 'rok', '2027-01-06'), MARCH))
      .then(
        ...agreed,
        { type: 'SignatureRectified', on: '2027-01-06', data: { signature: 'rok', previously: '2027-01-05' } },
        {
          type: 'OperativeDateRectified',
          on: '2027-01-06',
          clause: 'III.1',
          data: { previously: '2027-01-05', operativeOn: '2027-01-06' },
        },
      )
      .withState({ status: 'operative', operativeOn: '2027-01-06' });
  });

  test('leaves it where another is later, and may bring it forward', () => {
    given(...operative(), ...decided(rectifySignature('us', 'd1', 'rok', '2027-01-04'), MARCH))
      .then(...agreed, { type: 'SignatureRectified' })
      .and(...decided(rectifySignature('us', 'd2', 'us', '2027-01-03'), MARCH))
      .withState({ operativeOn: '2027-01-04' });
  });

  test('before the memorandum is operative, it corrects the fact alone', () => {
    given([open(), '2027-01-05T01:00:00Z'], [sign('rok', '2027-01-05'), '2027-01-05T06:00:00Z'])
      .and(...decided(rectifySignature('us', 'd1', 'rok', '2027-01-04'), '2027-01-06T06:00:00Z'))
      .withState({ status: 'open', operativeOn: null })
      .and([sign('us', '2027-01-03'), '2027-01-06T07:00:00Z'])
      .withState({ operativeOn: '2027-01-04' });
  });

  test('is judged by the calendar of the place where it was made', () => {
    const rectified = rectifySignature('us', 'd1', 'rok', '2027-03-11');
    given(...operative())
      .when(rectified, '2027-03-10T14:59:59Z')
      .thenRefused('FUTURE_DATE', 'III.2', 'Asia/Seoul');
    given(...operative())
      .when(rectified, '2027-03-10T15:00:00Z')
      .then({ type: 'DecisionProposed' });
    given(...operative())
      .when(rectifySignature('us', 'd1', 'rok', '2027-01-05'), MARCH)
      .thenRefused('NOTHING_TO_CORRECT', 'III.2', 'recorded already');
  });

  test('a delivery that now precedes the operative date starts no period; corrected in turn, it does', () => {
    given(...operative(), ...noticeDelivered, ...decided(rectifySignature('us', 'd1', 'rok', '2027-02-10'), MARCH))
      .then(
        ...agreed,
        { type: 'SignatureRectified' },
        { type: 'OperativeDateRectified', on: '2027-02-10' },
        { type: 'NoticeDatesChanged', data: { notice: 'n1', started: null, expectedOn: null } },
        { type: 'DiscontinuationNoLongerExpected', data: { expectedOn: '2027-07-31' } },
      )
      .withState({ discontinuation: null, status: 'operative' })
      .and(...decided(rectifyDelivery('us', 'd2', 'n1', '2027-02-10'), '2027-03-11T15:00:00Z'))
      .then(...agreed, { type: 'DeliveryRectified' }, rearmed('2027-08-09'));
  });

  test('a commencement that rested on such a delivery falls', () => {
    given(...operative(), ...noticeDelivered, '2027-08-02T00:00:00Z')
      .and(...decided(rectifySignature('us', 'd1', 'rok', '2027-02-10'), '2027-08-03T00:00:00Z'))
      .then(
        ...agreed,
        { type: 'SignatureRectified' },
        { type: 'OperativeDateRectified' },
        { type: 'CommencementSuperseded' },
        { type: 'NoticeReopened' },
        { type: 'NoticeDatesChanged' },
      )
      .withState({ status: 'operative', discontinuation: null, operativeOn: '2027-02-10' });
  });

  test('a confirmation counts beside it', () => {
    given(...confirmed, ...decided(rectifySignature('us', 'd1', 'rok', '2027-01-25'), MARCH))
      .withState({ operativeOn: '2027-01-25' })
      .and(...decided(rectifySignature('us', 'd2', 'rok', '2027-01-02'), MARCH))
      .withState({ operativeOn: '2027-01-20' });
  });

  test('a modification of the rule leaves the operative date to the rule by which it came about', () => {
    const bySignature = replacing('/terms/operative/rule', 'last-signature');
    given(
      ...confirmed,
      ...decided(modify('us', 'd1', bySignature), MARCH),
      ...decided(rectifySignature('us', 'd2', 'rok', '2027-01-04'), MARCH),
    ).withState({ operativeOn: '2027-01-20' });
    const byConfirmation = replacing('/terms/operative/rule', 'mutual-confirmation');
    given(
      ...operative(),
      ...decided(modify('us', 'd1', byConfirmation), MARCH),
      ...decided(rectifySignature('us', 'd2', 'rok', '2027-01-06'), MARCH),
    ).withState({ operativeOn: '2027-01-06' });
  });
});
