import { main } from './main.ts'

// An uncaught error in a minified bundle would print the whole bundle into the log.
try {
  process.exitCode = await main(process.env)
} catch (thrown) {
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  process.stdout.write(`::error title=Model Promotion Gate::Internal error: ${message.replaceAll(/[\r\n%]+/g, ' ')}\n`)
  process.exitCode = 1
}
