import { expect, it } from 'vitest'
import { reasonOf } from './reason.ts'

it.each([
  ['sms.daily_limit', 'daily_limit'],
  ['Throttling.User', 'down'],
  ['isv.BUSINESS_LIMIT_CONTROL', 'flow'],
  ['isv.AMOUNT_NOT_ENOUGH', 'balance'],
  ['isv.SMS_SIGNATURE_ILLEGAL', 'signName'],
  ['isv.SMS_TEMPLATE_ILLEGAL', 'template'],
  ['isv.TEMPLATE_MISSING_PARAMETERS', 'parameters'],
  ['isv.MOBILE_NUMBER_ILLEGAL', 'phone'],
  ['isv.BLACK_KEY_CONTROL_LIMIT', 'content'],
  ['SignatureDoesNotMatch', 'secret'],
  ['InvalidAccessKeyId.NotFound', 'keyId'],
  ['isp.RAM_PERMISSION_DENY', 'permission'],
  ['LimitExceeded.PhoneNumberThirtySecondLimit', 'flow'],
  ['FailedOperation.InsufficientBalanceInSmsPackage', 'balance'],
  ['FailedOperation.SignatureIncorrectOrUnapproved', 'signName'],
  ['FailedOperation.TemplateIncorrectOrUnapproved', 'template'],
  ['FailedOperation.TemplateParamSetNotMatchApprovedTemplate', 'parameters'],
  ['InvalidParameterValue.IncorrectPhoneNumber', 'phone'],
  ['InvalidParameterValue.SdkAppIdNotExist', 'appId'],
  ['AuthFailure.SignatureFailure', 'secret'],
  ['AuthFailure.SecretIdNotFound', 'keyId'],
  ['FailedOperation.PhoneNumberInBlacklist', 'blacklist'],
  ['MOBILE_NOT_ON_SERVICE', 'switchedOff'],
])('%s is explained as %s', (code, reason) => expect(reasonOf(code)).toBe(reason))

it('leaves alone what it does not know', () => {
  expect(reasonOf('isv.SOMETHING_NEW')).toBeUndefined()
  expect(reasonOf('MK:0001')).toBeUndefined()
})
