/** Child process of storage.test.ts: holds the lock of a folder until it is killed. */
import { NodeStorage } from '../src/index.ts'

new NodeStorage().lock(process.argv[2]!)
console.log('locked')
setInterval(() => {}, 1000)
