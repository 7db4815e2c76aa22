export { type LoaderOptions, type LoaderStats, runWarehouseLoader } from './loader/loader.ts'
export { createWarehouseService } from './recorder/service.ts'
export { exportParquet, type ReportSection, warehouseQuery, warehouseReport } from './report.ts'
