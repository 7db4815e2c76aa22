export * from './l2-book.ts'
export * from './side.ts'
