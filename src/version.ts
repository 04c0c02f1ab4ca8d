/** Name and version of this software, as records and requests carry them; a test compares them with package.json. */
export const SOFTWARE = { name: 'model-promotion-gate', version: '0.1.0' } as const
