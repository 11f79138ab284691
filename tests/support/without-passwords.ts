/** The settings of a trust whose people come in by single sign-on alone. Its provider is nowhere: nobody is sent to it. */
export const withoutPasswords = {
  CONCORD_LOCAL_SIGN_IN: 'off',
  CONCORD_SSO_ISSUER: 'https://login.trust.example',
  CONCORD_SSO_CLIENT_ID: 'concord',
  CONCORD_SSO_CLIENT_SECRET: 'a secret of tests',
  CONCORD_SSO_NAME: 'Trust account',
}
