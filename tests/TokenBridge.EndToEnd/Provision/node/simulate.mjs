// Reads requests as JSON lines and writes for each whether AWS would let it in, by the trust policy and the caller's own policies.
// A request is let in when each of its actions is. Each action sees only the condition keys that AWS documents for it.
import { createInterface } from 'node:readline'
import { runSimulation } from '@cloud-copilot/iam-simulate'
import { validateIdentityPolicy, validateServiceControlPolicy, validateTrustPolicy } from '@cloud-copilot/iam-policy'

const judged = new Map()
const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line)
  const faults = [
    ...judge(request.trust, validateTrustPolicy),
    ...judge(request.identity, validateIdentityPolicy),
    ...judge(request.guardrail, validateServiceControlPolicy)
  ]
  let refused = null
  for (const action of request.actions) {
    if ((await decide(request, action)) !== 'Allowed') {
      refused = action
      break
    }
  }
  console.log(JSON.stringify({ allowed: refused === null && faults.length === 0, refused, faults }))
}

function judge(policy, validate) {
  const text = JSON.stringify(policy ?? null)
  if (!judged.has(text)) {
    judged.set(text, policy ? validate(policy).map(fault => `${fault.path}: ${fault.message}`) : [])
  }
  return judged.get(text)
}

async function decide(request, action) {
  const answer = await runSimulation({
    request: {
      action,
      principal: request.principal,
      resource: { resource: request.role, accountId: request.account },
      contextVariables: named(request, request.context)
    },
    identityPolicies: request.identity ? [{ name: 'service', policy: request.identity }] : [],
    serviceControlPolicies: [
      { orgIdentifier: 'root', policies: [{ name: 'everything', policy: everything }, ...(request.guardrail ? [{ name: 'guardrail', policy: request.guardrail }] : [])] }
    ],
    resourceControlPolicies: [],
    resourcePolicy: named(request, request.trust)
  }, {})
  if (answer.resultType !== 'single') {
    throw new Error(JSON.stringify(answer))
  }
  return answer.overallResult
}

// The simulator knows the condition keys of a few public providers alone, so ours goes by the name of one of them.
function named(request, json) {
  return request.provider ? JSON.parse(JSON.stringify(json).replaceAll(`"${request.provider}:`, '"accounts.google.com:')) : json
}
