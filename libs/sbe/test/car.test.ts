/**
 * The published Car vector of the reference implementation: its 207 bytes read as the values of its README, and written
 * again.
 */

import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { DynamicDecoder } from '../src/index.ts'
import { dataPath } from './data-path.ts'
import { loadGenerated, readSchema } from './vectors.ts'

const vector = dataPath('sbe/reference-car/car_example_baseline_data.sbe')
const withVector = test.skipIf(!existsSync(vector))
const carSchema = 'reference-car/example-schema.xml'

const [A, C, NITROUS] = ['A', 'C', 'N'].map((letter) => letter.charCodeAt(0))

const fuelFigures = [
  [30, 35.9, 'Urban Cycle'],
  [55, 49, 'Combined Cycle'],
  [75, 40, 'Highway Cycle'],
] as const
const performanceFigures = [
  [
    95,
    [
      [30, 4],
      [60, 7.5],
      [100, 12.2],
    ],
  ],
  [
    99,
    [
      [30, 3.8],
      [60, 7.1],
      [100, 11.8],
    ],
  ],
] as const

async function encodeCar(view: DataView): Promise<number> {
  const { CarEncoder } = await loadGenerated(carSchema)
  const car = new CarEncoder().wrapAndApplyHeader(view, 0)
  car.serialNumber(1234).modelYear(2013).available(1).code(A)
  for (let i = 0; i < 4; i++) car.someNumbers(i, i + 1)
  car.vehicleCode('abcdef').extrasSunRoof(false).extrasSportsPack(true).extrasCruiseControl(true)
  const engine = car.engine().capacity(2000).numCylinders(4).manufacturerCode('123').efficiency(35)
  engine.boosterEnabled(1).booster().boostType(NITROUS).horsePower(200)
  const fuel = car.fuelFiguresCount(3)
  for (const [speed, mpg, description] of fuelFigures) fuel.next().speed(speed).mpg(mpg).usageDescription(description)
  const performance = car.performanceFiguresCount(2)
  for (const [octane, accelerations] of performanceFigures) {
    const acceleration = performance.next().octaneRating(octane).accelerationCount(3)
    for (const [mph, seconds] of accelerations) acceleration.next().mph(mph).seconds(seconds)
  }
  car.manufacturer('Honda').model('Civic VTi').activationCode('abcdef')
  return car.limit()
}

withVector('the published bytes read as published', async () => {
  const bytes = readFileSync(vector)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const { CarDecoder, MessageHeaderDecoder } = await loadGenerated(carSchema)
  const header = new MessageHeaderDecoder().wrap(view, 0)
  expect([header.blockLength(), header.templateId(), header.schemaId(), header.version()]).toEqual([45, 1, 1, 0])
  expect(CarDecoder.lengthAt(view, 0, 207)).toBe(207)
  expect(CarDecoder.lengthAt(view, 0, 206)).toBe(-1)
  const car = new CarDecoder().wrapAndApplyHeader(view, 0)
  expect([car.serialNumber(), car.modelYear(), car.available(), car.code()]).toEqual([1234, 2013, 1, A])
  expect([0, 1, 2, 3].map((i) => car.someNumbers(i))).toEqual([1, 2, 3, 4])
  expect([car.vehicleCode(), car.extras(), car.discountedModel()]).toEqual(['abcdef', 6, C])
  expect([car.extrasSunRoof(), car.extrasSportsPack(), car.extrasCruiseControl()]).toEqual([false, true, true])
  const engine = car.engine()
  expect([engine.capacity(), engine.numCylinders(), engine.maxRpm(), engine.fuel()]).toEqual([2000, 4, 9000, 'Petrol'])
  expect([engine.manufacturerCode(), engine.efficiency(), engine.boosterEnabled()]).toEqual(['123', 35, 1])
  expect([engine.booster().boostType(), engine.booster().horsePower()]).toEqual([NITROUS, 200])
  const fuel = car.fuelFigures()
  for (const [speed, mpg, description] of fuelFigures) {
    fuel.next()
    expect([fuel.speed(), fuel.mpg(), fuel.usageDescription()]).toEqual([speed, Math.fround(mpg), description])
  }
  expect([fuel.count(), fuel.hasNext()]).toEqual([3, false])
  const performance = car.performanceFigures()
  for (const [octane, accelerations] of performanceFigures) {
    expect(performance.next().octaneRating()).toBe(octane)
    const acceleration = performance.acceleration()
    for (const [mph, seconds] of accelerations) {
      acceleration.next()
      expect([acceleration.mph(), acceleration.seconds()]).toEqual([mph, Math.fround(seconds)])
    }
  }
  expect([car.manufacturer(), car.model(), car.activationCode()]).toEqual(['Honda', 'Civic VTi', 'abcdef'])
  expect(car.limit()).toBe(207)
})

withVector('the published values write the published bytes, into a dirty buffer too', async () => {
  const target = new Uint8Array(207).fill(0xaa)
  expect(await encodeCar(new DataView(target.buffer))).toBe(207)
  expect(Buffer.from(target).toString('hex')).toBe(readFileSync(vector).toString('hex'))
})

withVector('the dynamic decoder gives the same car', () => {
  const bytes = readFileSync(vector)
  const car = new DynamicDecoder(readSchema(carSchema)).decode(
    new DataView(bytes.buffer, bytes.byteOffset, bytes.length),
  )
  expect([car.name, car.length, car.blockLength]).toEqual(['Car', 207, 45])
  expect(car.fields).toMatchObject({
    serialNumber: 1234,
    available: 'T',
    code: 'A',
    someNumbers: [1, 2, 3, 4],
    vehicleCode: 'abcdef',
    extras: ['sportsPack', 'cruiseControl'],
    discountedModel: 'C',
    engine: { maxRpm: 9000, fuel: 'Petrol', booster: { BoostType: 'NITROUS', horsePower: 200 } },
    fuelFigures: fuelFigures.map(([speed, mpg, usageDescription]) => ({
      speed,
      mpg: mpg,
      usageDescription,
    })),
    performanceFigures: performanceFigures.map(([octaneRating, accelerations]) => ({
      octaneRating,
      acceleration: accelerations.map(([mph, seconds]) => ({ mph, seconds: seconds })),
    })),
    manufacturer: 'Honda',
    activationCode: 'abcdef',
  })
})
