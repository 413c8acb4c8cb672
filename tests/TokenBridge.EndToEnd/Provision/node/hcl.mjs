// Parses the Terraform files that it is given and writes each as JSON, one line each; fails on the first that is none.
import { readFileSync } from 'node:fs'
import { parse } from '@cdktf/hcl2json'

for (const file of process.argv.slice(2)) {
  console.log(JSON.stringify(await parse(file, readFileSync(file, 'utf8'))))
}
