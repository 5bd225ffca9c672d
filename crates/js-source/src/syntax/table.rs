//! Reads the tables of expectations that Node has made.

/// Reads a table with the escapes `\n`, `\r`, `\t`, `\\` and `\u{…}`.
pub(crate) fn rows(table: &str) -> Vec<Vec<String>> {
    let cell = |cell: &str| {
        let mut text = String::new();
        let mut rest = cell.chars();
        while let Some(next) = rest.next() {
            text.push(match (next, next == '\\') {
                (_, true) => match rest.next().unwrap() {
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    'u' => {
                        let digits: String =
                            rest.by_ref().take_while(|&unit| unit != '}').collect();
                        char::from_u32(u32::from_str_radix(&digits[1..], 16).unwrap()).unwrap()
                    }
                    other => other,
                },
                (other, false) => other,
            });
        }
        text
    };
    table
        .lines()
        .map(|line| line.split('\t').map(cell).collect())
        .collect()
}
