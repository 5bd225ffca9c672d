'use strict';

const { createReport, listCommands } = require('docx-templates');
const JSZip = require('jszip');

const CONTENT_TYPES = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
</Types>`;
const RELATIONS = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>
</Relationships>`;
const LINES = [
  'Invoice for +++INS customer.name+++',
  '+++FOR item IN items+++',
  '+++INS $item.count+++ x +++INS $item.title+++: +++= money($item.count * $item.price)+++',
  '+++END-FOR item+++',
  '+++IF items.length > 1+++several items+++END-IF+++',
  '+++EXEC total = items.reduce((sum, i) => sum + i.count * i.price, 0)+++',
  'Total: +++INS later(total)+++',
];

function makeTemplate() {
  const zip = new JSZip();
  const text = LINES.map(
    (line) =>
      `<w:p><w:r><w:t xml:space="preserve">${line.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')}</w:t></w:r></w:p>`,
  ).join('');
  zip.file('[Content_Types].xml', CONTENT_TYPES);
  zip.file('_rels/.rels', RELATIONS);
  zip.file(
    'word/document.xml',
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${text}</w:body></w:document>`,
  );
  return zip.generateAsync({ type: 'nodebuffer' });
}

async function main() {
  const template = await makeTemplate();
  console.log((await listCommands(template, '+++')).map(({ type }) => type).join());
  const report = await createReport({
    template,
    cmdDelimiter: '+++',
    data: {
      customer: { name: 'Ada & Co' },
      items: [
        { title: 'Apples', count: 3, price: 1.5 },
        { title: 'Pears', count: 2, price: 2 },
      ],
    },
    additionalJsContext: {
      money: (n) => `${n.toFixed(2)} EUR`,
      later: (n) => new Promise((resolve) => setTimeout(resolve, 5, `${n} in all`)),
    },
  });
  const zip = await JSZip.loadAsync(report);
  const xml = await zip.file('word/document.xml').async('string');
  for (const [paragraph] of xml.matchAll(/<w:p>.*?<\/w:p>/gs)) {
    console.log(paragraph.replace(/<[^>]+>/g, ''));
  }
  try {
    await createReport({ template, cmdDelimiter: '+++', data: {} });
  } catch (error) {
    console.log([error].flat().length > 0);
  }
}
main();
