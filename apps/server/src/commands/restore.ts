// npm run restore -- FILE: makes the data folder what it was when `npm run backup` wrote the file.
import { restore } from '../platform/backup/index.ts'
import { onDataFolder } from './on-data-folder.ts'

const words = { usage: 'npm run restore -- youwen.tar.gz', outside: 'Use pg_restore for yours.' }
await onDataFolder(words, async ({ dataDir }, file) => {
  const { keptIn } = await restore(dataDir, file)
  console.log(`Restored ${dataDir}.`)
  if (keptIn) console.log(`What was there before is in ${keptIn}; remove it when you are content.`)
})
