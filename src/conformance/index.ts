export type {
  CaseContext,
  ConformanceCase,
  ConformanceSubject,
  SeededColumns,
  SeededSession,
  StorePort,
} from './case.js';
export { storeCases } from './cases/index.js';
export {
  type ConformanceSkip,
  runCase,
  type StoreConformanceOptions,
  storeConformance,
  type TestFunction,
} from './store-conformance.js';
