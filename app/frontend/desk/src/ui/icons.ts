/** Outlines of 24 x 24, drawn with a round pen of 1.8. */
export const icons = {
  map: 'M9 4 3.5 6v14L9 18l6 2 5.5-2V4L15 6 9 4Zm0 0v14m6-12v14',
  unplanned: 'M8 6h12M8 12h12M8 18h7M4 6h.01M4 12h.01M4 18h.01',
  coverage: 'M4 20V4m0 16h16M8 20v-6m4 6V9m4 11v-8',
  plans: 'M5 5h14v15H5zM5 10h14M9 3v4m6-4v4m-6 7h6',
  customers: 'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Zm-6 9c0-3.5 2.7-6 6-6s6 2.5 6 6m1-9.5a3 3 0 1 0-1.5-5.6M21 20c0-2.8-1.6-5-4-5.7',
  left: 'm14 6-6 6 6 6',
  right: 'm10 6 6 6-6 6',
  down: 'm6 9 6 6 6-6',
  up: 'm6 15 6-6 6 6',
  close: 'M6 6l12 12M18 6 6 18',
  calendar: 'M5 5h14v15H5zM5 10h14M9 3v4m6-4v4',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13Zm5-1.5L20 20',
  user: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-7 8c.6-3.6 3.4-5.5 7-5.5s6.4 1.9 7 5.5',
  layers: 'm12 4 8 4.5-8 4.5-8-4.5L12 4Zm-8 9 8 4.5 8-4.5',
  fit: 'M4 9V4h5m6 0h5v5m0 6v5h-5m-6 0H4v-5',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12Zm9.500 2.800a2.800 2.800 0 1 0 0-5.600 2.800 2.800 0 0 0 0 5.600Z',
  pin: 'M9 4h6l-1 7 3 3H7l3-3-1-7Zm3 10v6',
  alert: 'M12 4 2.800 20h18.400L12 4Zm0 6v4.500m0 2.500v.01',
  check: 'm5 12.500 4.500 4.500L19 7.500',
  play: 'M7 5v14l12-7L7 5Z',
  logout: 'M14 4h5v16h-5M4 12h11m-4-4 4 4-4 4',
  scale: 'M12 4v16m-5 0h10M5 7h14M5 7l-2.500 6a3 3 0 0 0 5 0L5 7Zm14 0-2.500 6a3 3 0 0 0 5 0L19 7Z',
  lock: 'M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3',
  home: 'm4 11 8-7 8 7m-14-1.500V20h12V9.500',
} as const

export type IconName = keyof typeof icons
