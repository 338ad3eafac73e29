export const login = {
  title: ['登录', 'Log in'],
  lead: ['安检与巡访的计划与派工', 'Planning and dispatch of inspections and visits'],
  email: ['邮箱', 'E-mail'],
  password: ['密码', 'Password'],
  enter: ['登录', 'Log in'],
  entering: ['正在登录…', 'Logging in…'],
  again: ['登录已过期，请重新登录', 'Your session has ended; log in again'],
  demo_title: ['演示账号', 'Demo accounts'],
  demo_hint: ['点选即填入邮箱与密码', 'Click one to fill in e-mail and password'],
  demo_notice: ['哪些数据是虚构的', 'What is invented here'],
} as const
