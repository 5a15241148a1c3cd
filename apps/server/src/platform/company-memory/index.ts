export { type CompanyMemory, createCompanyMemory, type MemoryParts } from './memory.ts'
