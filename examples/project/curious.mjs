import { readFileSync } from 'node:fs';

print(readFileSync('/etc/passwd', 'utf8'));
