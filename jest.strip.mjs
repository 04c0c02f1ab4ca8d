// Runs TypeScript in jest by Node's own type stripping: exact line numbers, no second compiler.
import { createHash } from 'node:crypto'
import { stripTypeScriptTypes } from 'node:module'

export default {
  process: (source) => ({ code: stripTypeScriptTypes(source, { mode: 'strip' }) }),
  getCacheKey: (source, path, { instrument }) =>
    createHash('sha256').update(`${process.version} ${path} ${instrument}`).update(source).digest('hex'),
}
