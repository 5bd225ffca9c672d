import { basename } from 'node:path';
import { invoice } from './invoice.mjs';
import orders, { later } from './orders.mjs';

print(`${basename('/projects/shop')}: ${orders.length} orders`);
for (const order of orders) print(invoice(order));

await later();
const { summary } = await import('./summary.mjs');
print(summary(orders));

export const total = orders.reduce((sum, { price, count }) => sum + price * count, 0);
