/**
 * The public face of the domain, for programs that use the engine as a package: the schemas of acts, events, instruments
 * and scenarios, their types, and the decider that runs a scenario without a server. All of it is pure: no clock, no I/O.
 */
export { type Act, type ActInput, ACT_NAMES, type ActName, type ActOf, ACTS, isActName } from './acts/index.ts';
export type { Gate } from './authorisation.ts';
export { type DataOf, type Event, type EventOf, EVENTS, type EventType, parseEvent } from './events.ts';
export { parseAct, parseInstrument } from './input.ts';
export { Instrument, Participant } from './instrument.ts';
export { actSchema, scenarioSchema } from './json-schema.ts';
export { Memorandum, type Receipt } from './memorandum.ts';
export { Refusal, type RefusalCode, REFUSALS } from './refusal.ts';
export { parseScenario, type Run, Scenario, simulate, type StepResult } from './scenario.ts';
export type { State, Status } from './state.ts';
export { Document, Signatory } from './values.ts';
