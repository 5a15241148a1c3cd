/** 有问: a speech bubble whose dot is the question answered. */
export const Logo = ({ size = 28 }: { size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 64 64" aria-hidden="true">
    <rect width="64" height="64" rx="16" fill="#4457d9" />
    <path
      d="M32 13c-11.6 0-20 7.4-20 17.2 0 5.6 2.8 10.4 7.3 13.5l-1.5 7.1c-.2 1 .9 1.8 1.8 1.3l7.6-4.3c1.6.3 3.1.4 4.8.4 11.6 0 20-7.9 20-18S43.600 13 32 13Z"
      fill="#fff"
    />
    <path
      d="M26.300 26.200c.5-3.300 2.900-5.200 6.100-5.200 3.500 0 6 2.100 6 5.200 0 2.300-1.200 3.700-3.100 4.900-1.800 1.100-2.300 1.800-2.300 3.300v.4"
      fill="none"
      stroke="#4457d9"
      strokeWidth="4"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
    <circle cx="32.900" cy="40.600" r="2.800" fill="#4457d9" />
  </svg>
)
