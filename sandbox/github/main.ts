/** The sandbox by itself: `node sandbox/github/main.ts --port 0 --state github.json`. */
import { parseArgs } from 'node:util'
import { startGithub } from './server.ts'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    state: { type: 'string' },
    enterprise: { type: 'boolean', default: false },
    latency: { type: 'string', default: '0' },
  },
})

const github = await startGithub({
  port: Number(values.port),
  enterprise: values.enterprise,
  latencyMs: Number(values.latency),
  ...(values.state === undefined ? {} : { stateFile: values.state }),
})
process.stdout.write(`github sandbox listening on ${github.apiUrl}\n`)

function stop(): void {
  github.close().then(
    () => process.exit(0),
    () => process.exit(1),
  )
}
process.once('SIGINT', stop)
process.once('SIGTERM', stop)
