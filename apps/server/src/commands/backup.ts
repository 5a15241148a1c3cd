// npm run backup -- FILE: the embedded database, the uploaded files and the secret in one file, while servers work.
import { backUp } from '../platform/backup/index.ts'
import { onDataFolder } from './on-data-folder.ts'

const words = { usage: 'npm run backup -- youwen.tar.gz', outside: 'Use pg_dump for yours.' }
await onDataFolder(words, async ({ dataDir, s3 }, file) => {
  const { rows, files } = await backUp(dataDir, file)
  console.log(`Saved ${rows} rows and ${files} files to ${file}. It holds secrets and personal data: keep it safe.`)
  if (s3) console.log('Uploaded files are in S3 and not in this backup.')
})
