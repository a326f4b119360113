// Judges a description of the service by its specification's own rules, and prints what is wrong with it:
//
//   node check.mjs openapi FILE
//   node check.mjs asyncapi FILE
//
// Ends with 0 when nothing is wrong, else with 1.
import { readFile } from 'node:fs/promises'
import { fromFile, Parser } from '@asyncapi/parser'
import { Validator } from '@seriousme/openapi-schema-validator'

const ERROR = 0

const checks = {
  async openapi(file) {
    const result = await new Validator().validate(await readFile(file, 'utf8'))
    return result.valid ? [] : [].concat(result.errors).map((error) => JSON.stringify(error))
  },
  async asyncapi(file) {
    const { document, diagnostics } = await fromFile(new Parser(), file).parse()
    const wrong = diagnostics
      .filter((each) => each.severity === ERROR)
      .map((each) => `${each.path.join('.')}: ${each.message}`)
    return document || wrong.length > 0 ? wrong : ['not a document']
  },
}

const [kind, file] = process.argv.slice(2)
const wrong = await checks[kind](file)
wrong.forEach((each) => console.log(each))
process.exitCode = wrong.length > 0 ? 1 : 0
