import { money } from './invoice.mjs';

export const summary = (orders) =>
  `all in all: ${money(orders.reduce((sum, { price, count }) => sum + price * count, 0))}`;
