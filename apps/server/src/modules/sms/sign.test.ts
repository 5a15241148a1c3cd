import { expect, test } from 'vitest'
import { authorizationOf as aliyun, emptyHash } from './aliyun/sign.ts'
import { authorizationOf as tencent } from './tencent/sign.ts'

const signatureIn = (authorization: string) => /Signature=(\w+)$/.exec(authorization)?.[1]

test('Aliyun’s own example of ACS3-HMAC-SHA256 comes out as Aliyun says', () => {
  const authorization = aliyun(
    {
      method: 'POST',
      host: 'ecs.cn-shanghai.aliyuncs.com',
      query: { RegionId: 'cn-shanghai', ImageId: 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd' },
      headers: {
        'x-acs-action': 'RunInstances',
        'x-acs-version': '2014-05-26',
        'x-acs-date': '2023-10-26T10:22:32Z',
        'x-acs-signature-nonce': '3156853299f313e23d1673dc12e1703d',
        'x-acs-content-sha256': emptyHash,
      },
    },
    'YourAccessKeyId',
    'YourAccessKeySecret',
  )
  expect(signatureIn(authorization)).toBe('06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0')
})

test('a short message to Aliyun is signed over its Chinese parameters', () => {
  const authorization = aliyun(
    {
      method: 'POST',
      host: 'dysmsapi.aliyuncs.com',
      query: {
        PhoneNumbers: '13800000000',
        SignName: '测试客服',
        TemplateCode: 'SMS_1000001',
        TemplateParam: '{"code":"123456"}',
        OutId: 'appt-77',
      },
      headers: {
        'x-acs-action': 'SendSms',
        'x-acs-version': '2017-05-25',
        'x-acs-date': '2023-11-14T22:13:20Z',
        'x-acs-signature-nonce': 'n7Xq2Lp9-0001',
        'x-acs-content-sha256': emptyHash,
      },
    },
    'LTAItest0001',
    'aliSecret0001',
  )
  expect(signatureIn(authorization)).toBe('22175ed1b31a634aecc52010df74d7d2a558b6207b487c629ed545139231b6ca')
})

test('a short message to Tencent Cloud is signed as its own SDK signs it', () => {
  const body =
    '{"SmsSdkAppId":"1400000001","SignName":"测试客服","TemplateId":"1000001","TemplateParamSet":["123456"],"PhoneNumberSet":["+8613800000000"],"SessionContext":"appt-77"}'
  const authorization = tencent(
    { host: 'sms.tencentcloudapi.com', body, timestamp: 1_700_000_000 },
    'AKIDtest0001',
    'tcSecret0001',
  )
  expect(authorization).toBe(
    'TC3-HMAC-SHA256 Credential=AKIDtest0001/2023-11-14/sms/tc3_request, SignedHeaders=content-type;host, Signature=ca71fcb09fac77b9853c41745ffb173795a4c19f7ec088308623f0ff09a784c5',
  )
})
