// Loaded into the Action's process by NODE_OPTIONS: Fulcio, Rekor and timestamp authority of `@sigstore/mock`, under the
// addresses that `@actions/attest` has built in. Loopback stays reachable; any other host fails.
import { mockFulcio, mockRekor, mockTSA } from '@sigstore/mock'
import nock from 'nock'

nock.disableNetConnect()
nock.enableNetConnect(/^127\.0\.0\.1/)
// Each mock answers once: enough for the two stages that one run may promote.
for (let count = 0; count < 2; count += 1) {
  await mockFulcio({ baseURL: 'https://fulcio.sigstore.dev' })
  await mockRekor({ baseURL: 'https://rekor.sigstore.dev' })
  await mockFulcio({ baseURL: 'https://fulcio.githubapp.com' })
  await mockTSA({ baseURL: 'https://timestamp.githubapp.com' })
}
