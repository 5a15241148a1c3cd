import type { Texts } from '../../texts/zh-CN/index.ts'

type Reason = keyof Texts['sms']['failure']

/** Which words explain a code of ours, of Aliyun or of Tencent Cloud; the carriers' own are in some receipts. */
const reasons: readonly (readonly [Reason, RegExp])[] = [
  ['off', /^sms\.off$/],
  ['daily_limit', /^sms\.daily_limit$/],
  ['unreachable', /^sms\.unreachable$/],
  ['too_late', /^sms\.too_late$/],
  ['down', /^(ServiceUnavailable|Throttling|RequestLimitExceeded)(\..+)?$/],
  ['flow', /^(isv\.BUSINESS_LIMIT_CONTROL|LimitExceeded\.(PhoneNumber|DeliveryFrequency)\w+)$/],
  ['quota', /^(isv\.(DAY|MONTH)_LIMIT_CONTROL|LimitExceeded\.App\w+)$/],
  ['balance', /^(isv\.(AMOUNT_NOT_ENOUGH|OUT_OF_SERVICE)|FailedOperation\.InsufficientBalanceInSmsPackage)$/],
  ['signName', /^(isv\.SMS_SIGN(ATURE)?_ILLEGAL|FailedOperation\.SignatureIncorrectOrUnapproved)$/],
  ['template', /^(isv\.SMS_TEMPLATE_ILLEGAL|FailedOperation\.TemplateIncorrectOrUnapproved)$/],
  [
    'parameters',
    /^(isv\.(TEMPLATE_MISSING_PARAMETERS|TEMPLATE_PARAMS_ILLEGAL|PARAM_LENGTH_LIMIT|PARAM_NOT_SUPPORT_URL|INVALID_PARAMETERS)|FailedOperation\.TemplateParamSetNotMatchApprovedTemplate|InvalidParameterValue\.TemplateParameter\w+)$/,
  ],
  [
    'phone',
    /^(isv\.(MOBILE_NUMBER_ILLEGAL|MOBILE_COUNT_OVER_LIMIT)|InvalidParameterValue\.IncorrectPhoneNumber|UnsupportedOperation\.\w+)$/,
  ],
  ['secret', /^(SignatureDoesNotMatch|IncompleteSignature|AuthFailure\.(SignatureFailure|InvalidAuthorization))$/],
  ['keyId', /^(InvalidAccessKeyId(\.\w+)?|AuthFailure\.(SecretIdNotFound|InvalidSecretId|TokenFailure))$/],
  ['permission', /^(isp\.RAM_PERMISSION_DENY|NoPermission|Forbidden(\.\w+)?|AuthFailure\.UnauthorizedOperation)$/],
  ['appId', /^(InvalidParameterValue\.SdkAppIdNotExist|UnauthorizedOperation\.SmsSdkAppIdVerifyFail)$/],
  ['content', /^(isv\.BLACK_KEY_CONTROL_LIMIT|FailedOperation\.ContainSensitiveWord)$/],
  ['blacklist', /^(FailedOperation\.PhoneNumberInBlacklist|MOBILE_IN_BLACK|.*BLACK.*)$/],
  ['clock', /^(InvalidTimeStamp\.\w+|AuthFailure\.SignatureExpire)$/],
  ['empty', /^(MOBILE_NOT_EXIST|EMPTY_NUMBER|INVALID_NUMBER)\w*$/],
  ['switchedOff', /^(MOBILE_(NOT_ON_SERVICE|TERMINAL_ERROR|POWER_OFF)|USER_?UNREACHABLE|UNDELIV)\w*$/i],
]

/** Undefined: a code that nothing is known of; it is shown as it is. */
export const reasonOf = (code: string): Reason | undefined => reasons.find(([, pattern]) => pattern.test(code))?.[0]
