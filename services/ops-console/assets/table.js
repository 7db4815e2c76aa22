/** A table whose rows and cells are kept and only changed where the text differs: a few hundred cells four times a second must cost nothing. */
export class Table {
  #table
  #body
  #columns
  #onRow

  /**
   * @param table the element. @param columns {head, cls, cell(row) -> text or [text, class, title], fill(td, row)}.
   * @param onRow called with each row element and its data.
   */
  constructor(table, columns, onRow = () => {}) {
    this.#columns = columns
    this.#onRow = onRow
    this.#table = table
    this.#body = table.createTBody()
    this.head(columns.map((column) => column.head))
  }

  head(names) {
    this.#table.deleteTHead()
    const row = this.#table.createTHead().insertRow()
    names.forEach((name, i) => {
      const cell = document.createElement('th')
      cell.scope = 'col'
      cell.textContent = name
      cell.className = this.#columns[i].cls ?? ''
      row.append(cell)
    })
  }

  render(rows) {
    const body = this.#body
    while (body.rows.length > rows.length) body.deleteRow(-1)
    rows.forEach((data, i) => {
      const row = body.rows[i] ?? this.#newRow()
      this.#columns.forEach((column, c) => {
        this.#cell(row.cells[c], column, data)
      })
      this.#onRow(row, data)
    })
  }

  #newRow() {
    const row = this.#body.insertRow()
    for (const column of this.#columns) row.insertCell().className = column.cls ?? ''
    return row
  }

  #cell(td, column, data) {
    if (column.fill) return column.fill(td, data)
    const value = column.cell(data)
    const [text, cls, title] = Array.isArray(value) ? value : [value]
    setText(td, text)
    setClass(td, `${column.cls ?? ''} ${cls ?? ''}`.trim())
    if (title !== undefined && td.title !== title) td.title = title
  }
}

export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text
}

export function setClass(element, cls) {
  if (element.className !== cls) element.className = cls
}

export function byId(id) {
  return document.getElementById(id)
}

/** A small label with a colour. */
export function fillTag(td, text, kind) {
  const tag = td.firstElementChild ?? td.appendChild(document.createElement('span'))
  setText(tag, text)
  setClass(tag, `tag ${kind}`)
}
