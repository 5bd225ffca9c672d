import { currency, digits } from 'settings';

export const money = (amount) => `${amount.toFixed(digits)} ${currency}`;

export function invoice({ item, price, count }) {
  return `${count} ${item}: ${money(price * count)}`;
}
