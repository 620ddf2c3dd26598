/**
 * What a contact may choose to be told of: events by topic, as people speak of them. What is listed under
 * no other topic is of the record.
 */
export const TOPICS = {
  /** The memorandum itself: opened, operative, paused, annulled. */
  status: [
    ...([
      'MemorandumOpened',
      'OperationExpected',
      'OperationNoLongerExpected',
      'BecameOperative',
      'OperativeDateRectified',
      'Lapsed',
      'LapseSuperseded',
    ] as const),
    ...(['Annulled', 'Paused', 'Resumed'] as const),
  ],
  signatures: ['Signed', 'Confirmed', 'SignatureRectified', 'ConfirmationRectified'],
  notices: [
    ...(['NoticeGiven', 'NonRenewalGiven', 'NoticeDelivered', 'NoticeWithdrawn', 'NoticeSuperseded', 'NoticeReopened'] as const),
    ...(['NoticeDatesChanged', 'DeliveryRectified', 'NoticeDateRectified'] as const),
  ],
  /** Discontinuation, and the term with its renewals. */
  end: [
    ...(['DiscontinuationExpected', 'DiscontinuationNoLongerExpected', 'DiscontinuationCommenced', 'CommencementSuperseded'] as const),
    ...(['ExpiryExpected', 'ExpiryNoLongerExpected', 'Renewed', 'RenewalsSuperseded', 'Extended', 'Expired'] as const),
    ...(['ExpirySuperseded', 'ParentEndRecorded'] as const),
  ],
  participants: [
    ...(['WithdrawalExpected', 'ParticipantWithdrew', 'WithdrawalSuperseded', 'ParticipantAcceded'] as const),
    ...(['MembershipExpected', 'MembershipBegan', 'MembershipSuperseded'] as const),
  ],
  decisions: [
    ...(['DecisionProposed', 'DecisionConsented', 'DecisionDeclined', 'DecisionRetracted', 'DecisionTaken'] as const),
    ...(['SuccessorRecorded', 'DecisionDatesChanged', 'DecisionLapsed', 'DecisionReopened', 'ConsentRectified'] as const),
    ...(['ModificationTookEffect', 'ModificationSuperseded'] as const),
  ],
  meetings: [
    ...(['MeetingScheduled', 'MeetingRescheduled', 'MeetingHeld', 'MeetingCancelled', 'MinutesRecorded', 'MinutesApproved'] as const),
    ...(['ActionRecorded', 'ActionCompleted'] as const),
  ],
  initiatives: ['InitiativeStarted', 'InitiativeReported', 'InitiativeConcluded', 'DispositionRequested'],
  reminders: ['ReminderDue', 'ReviewDue', 'ReviewSuperseded'],
  /** What concerns the record alone, and types of events that are not listed here. */
  record: ['Corrected', 'AnnexRecorded', 'ContactsChanged', 'KeyRegistered', 'KeyRevoked'],
} as const;

export type Topic = keyof typeof TOPICS;
export const TOPIC_NAMES = Object.keys(TOPICS) as [Topic, ...Topic[]];

/** The types of events that are listed, each under one topic. */
export type TopicalType = (typeof TOPICS)[Topic][number];
export const TOPICAL_TYPES: TopicalType[] = Object.values(TOPICS).flatMap((types): readonly TopicalType[] => types);

const BY_TYPE = new Map<string, Topic>(TOPIC_NAMES.flatMap((topic) => TOPICS[topic].map((type): [string, Topic] => [type, topic])));

/** Whether a choice takes in an event of this type, by its name or by its topic. */
export const isChosen = (choice: readonly (Topic | TopicalType)[], type: string): boolean =>
  choice.some((one) => one === type || one === (BY_TYPE.get(type) ?? 'record'));
