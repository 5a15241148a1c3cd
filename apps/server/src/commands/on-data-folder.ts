import { resolve } from 'node:path'
import { type Config, readConfig } from '../platform/config/index.ts'

/** Runs a command about the data folder that takes one file. What is wrong is said in a line, and the status is not 0. */
export async function onDataFolder(
  { usage, outside }: { usage: string; outside: string },
  work: (config: Config, file: string) => Promise<void>,
): Promise<void> {
  try {
    const [file] = process.argv.slice(2)
    if (!file || file.startsWith('-')) throw new Error(`Say which file: ${usage}`)
    // Reading the settings would make a secret in an empty folder, which is not what this command is for.
    const config = readConfig({ YOUWEN_SECRET: 'x'.repeat(32), ...process.env })
    if (config.databaseUrl)
      throw new Error(`DATABASE_URL is set, and this command is for the embedded database. ${outside}`)
    await work(config, resolve(file))
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
