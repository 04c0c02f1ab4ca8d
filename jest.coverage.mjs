// Coverage of the pure rooms by unit and scenario tests; the edges are covered by contract and end-to-end tests.
import base from './jest.config.mjs'

const PURE_ROOMS = ['statistics', 'config', 'evidence', 'checks', 'promotion', 'render']

export default {
  ...base,
  testMatch: ['<rootDir>/__tests__/{unit,scenarios,meta}/**/*.test.ts'],
  collectCoverage: true,
  collectCoverageFrom: PURE_ROOMS.map((room) => `src/${room}/**/*.ts`),
  coverageReporters: ['text-summary', 'json-summary', 'lcov'],
  coverageThreshold: Object.fromEntries(PURE_ROOMS.map((room) => [`./src/${room}/`, { branches: 95 }])),
}
