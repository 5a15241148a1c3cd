import { agentOf, knownCallerOf, os } from '../../platform/http/index.ts'
import type { FileService } from './service.ts'

export const createFileRoutes = (files: FileService) => ({
  begin: os.file.begin.handler(({ input, context }) => files.begin(knownCallerOf(context), input)),
  copy: os.file.copy.handler(({ input, context }) => files.copy(agentOf(context), input.fileId)),
  urls: os.file.urls.handler(({ input, context }) => files.urls(knownCallerOf(context), input.fileIds)),
})
