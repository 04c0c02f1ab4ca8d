import { parseArgs } from 'node:util'
import { startWandb } from './server.ts'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    state: { type: 'string' },
    'base-path': { type: 'string' },
    latency: { type: 'string', default: '0' },
  },
})

const sandbox = await startWandb({
  port: Number(values.port),
  latencyMs: Number(values.latency),
  ...(values.state === undefined ? {} : { stateFile: values.state }),
  ...(values['base-path'] === undefined ? {} : { basePath: values['base-path'] }),
})
process.stdout.write(`wandb sandbox listening on ${sandbox.url}\n`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sandbox.close())
