/**
 * A catalog provider to try the settings with. Put its networks into OUTBOUND_NETWORKS (127.0.0.0/8), make a key in the
 * settings, and start it with what they showed:
 *
 *   node packages/simulators/examples/catalog-provider.ts <key id> <secret>
 */
import { startCatalogSimulator } from '../src/catalog.ts'

const [keyId, secret] = process.argv.slice(2)
if (!keyId || !secret) {
  console.error('Give the key id and the secret that the settings showed.')
  process.exit(1)
}
const simulator = await startCatalogSimulator({ port: 8110 })
simulator.secrets.set(keyId, secret)
console.info(`Type ${simulator.url} into the settings.`)
