import { join } from 'node:path'
import { createFolderStorage } from './folder-storage.ts'
import { createS3Storage, type S3Place } from './s3-storage.ts'
import { createStaging, type Staging } from './staging.ts'
import type { FileStorage } from './storage.ts'

export { judgeContentType } from './content-type.ts'
export { asDownload, displayName } from './file-name.ts'
export { PictureTooLarge, pictureTypes, readAvatar, readPicture } from './image.ts'
export type { S3Place } from './s3-storage.ts'
export type { StagedFile, Staging } from './staging.ts'
export { type ByteRange, type FileStorage, type StoredContent, WrongSize } from './storage.ts'

/** Files are kept in S3 when there is one, else in `<dataDir>/files`; uploads wait in `<dataDir>/uploads` either way. */
export function openFiles({ dataDir, s3 }: { dataDir: string; s3?: S3Place | undefined }): {
  storage: FileStorage
  staging: Staging
} {
  return {
    storage: s3 ? createS3Storage(s3) : createFolderStorage(join(dataDir, 'files')),
    staging: createStaging(join(dataDir, 'uploads')),
  }
}
