import './orders.mjs';

while (true);
