const orders = [
  { item: 'apples', price: 0.5, count: 12 },
  { item: 'pears', price: 0.75, count: 4 },
];

export default orders;

/** Another order comes in. */
export async function later() {
  await null;
  orders.push({ item: 'plums', price: 0.1, count: 50 });
}
