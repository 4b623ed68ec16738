//! Reading the tables of the knowledge base: UTF-8, tab-separated, a header line, `#` comments.

use super::KnowledgeError;

/// A table as read, with access by column name.
#[derive(Debug)]
pub(crate) struct Table<'data> {
    name: &'static str,
    columns: Vec<&'data str>,
    rows: Vec<(usize, Vec<&'data str>)>,
}

/// One row of a table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'table, 'data> {
    table: &'table Table<'data>,
    line: usize,
    cells: &'table [&'data str],
}

impl<'data> Table<'data> {
    /// Reads a table and checks that it has `required` columns and that rows are complete.
    pub(crate) fn read(
        name: &'static str,
        data: &'data str,
        required: &[&str],
    ) -> Result<Self, KnowledgeError> {
        let mut lines = data
            .lines()
            .enumerate()
            .map(|(index, line)| (index + 1, line.trim_end_matches('\r')))
            .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
        let (header, first) = lines.next().unwrap_or((1, ""));
        let columns: Vec<&str> = first.split('\t').map(str::trim).collect();
        for column in required {
            if !columns.contains(column) {
                return Err(KnowledgeError::new(
                    name,
                    header,
                    format!("the header has no column `{column}`"),
                ));
            }
        }
        let mut rows = Vec::new();
        for (number, line) in lines {
            let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
            if cells.len() != columns.len() {
                let problem = format!(
                    "the row has {} cells, the header {}",
                    cells.len(),
                    columns.len()
                );
                return Err(KnowledgeError::new(name, number, problem));
            }
            rows.push((number, cells));
        }
        Ok(Self {
            name,
            columns,
            rows,
        })
    }

    /// The rows in the order of the file.
    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'_, 'data>> {
        self.rows.iter().map(|(line, cells)| Row {
            table: self,
            line: *line,
            cells,
        })
    }
}

impl<'data> Row<'_, 'data> {
    /// The cell of a column; empty where the table has no such column.
    pub(crate) fn get(&self, column: &str) -> &'data str {
        self.table
            .columns
            .iter()
            .position(|name| *name == column)
            .map_or("", |index| self.cells[index])
    }

    /// The values of a cell that holds several, separated by `|`.
    pub(crate) fn list(&self, column: &str) -> Vec<&'data str> {
        self.get(column)
            .split('|')
            .map(str::trim)
            .filter(|value| !value.is_empty())
            .collect()
    }

    /// The cell of a column that must not be empty.
    pub(crate) fn need(&self, column: &str) -> Result<&'data str, KnowledgeError> {
        let value = self.get(column);
        if value.is_empty() {
            return Err(self.wrong(format!("`{column}` is empty")));
        }
        Ok(value)
    }

    /// An error about this row.
    pub(crate) fn wrong(&self, problem: impl Into<String>) -> KnowledgeError {
        KnowledgeError::new(self.table.name, self.line, problem)
    }

    /// Where the row's facts come from and as of when.
    pub(crate) fn provenance(&self) -> String {
        match (self.get("source"), self.get("as_of")) {
            (source, "") => source.to_owned(),
            (source, as_of) => format!("{source}, as of {as_of}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_columns_by_name_and_skips_comments() {
        let table = Table::read(
            "t.tsv",
            "# notes\nslug\tname\taliases\n\na\tA\tB | C\r\n",
            &["slug"],
        )
        .unwrap();
        let rows: Vec<_> = table.rows().collect();
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].list("aliases"), ["B", "C"]);
        assert_eq!(rows[0].get("country"), "");
    }

    #[test]
    fn a_wrong_row_is_named() {
        let error = Table::read("t.tsv", "slug\tname\na\n", &["slug"]).unwrap_err();
        assert!(error.to_string().contains("t.tsv line 2"), "{error}");
        let error = Table::read("t.tsv", "slug\n", &["name"]).unwrap_err();
        assert!(error.to_string().contains("`name`"), "{error}");
    }
}
