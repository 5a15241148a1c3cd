/** Ours, beside the codes of the providers. */
export const failures = {
  /** No account to send with. */
  off: 'sms.off',
  dailyLimit: 'sms.daily_limit',
  /** Nothing usable came back, as often as it was tried. */
  unreachable: 'sms.unreachable',
  /** It waited for so long that nobody wants it any more. */
  tooLate: 'sms.too_late',
} as const

const accountsFaults = new RegExp(
  [
    '^sms\\.daily_limit$',
    // Aliyun
    '^isv\\.(AMOUNT_NOT_ENOUGH|OUT_OF_SERVICE|ACCOUNT_\\w+|PRODUCT_UN_?SUBSCRIPT|(DAY|MONTH)_LIMIT_CONTROL)$',
    '^isv\\.SMS_(SIGNATURE|SIGN|TEMPLATE)_ILLEGAL$',
    '^(isp\\.RAM_PERMISSION_DENY|SignatureDoesNotMatch|InvalidAccessKeyId.*|Forbidden.*|NoPermission)$',
    // Tencent Cloud
    '^(AuthFailure|UnauthorizedOperation)(\\..+)?$',
    '^FailedOperation\\.(InsufficientBalanceInSmsPackage|(Signature|Template)IncorrectOrUnapproved)$',
    '^InvalidParameterValue\\.SdkAppIdNotExist$',
  ].join('|'),
)

/** Whether it will be so for all messages until somebody sees to the account; not the number's or the moment's fault. */
export const isAccountsFault = (failure: string): boolean => accountsFaults.test(failure)
