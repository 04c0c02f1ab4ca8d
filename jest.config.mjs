export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/jest.strip.mjs' },
  modulePathIgnorePatterns: ['<rootDir>/lib/', '<rootDir>/dist/', '<rootDir>/tools/'],
  testTimeout: 30000,
  // End-to-end tests wait for processes most of the time: one worker less than cores would leave small machines idle.
  maxWorkers: '100%',
}
