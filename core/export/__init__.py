"""Writers of what was coded: sheets of plain values, and the workbook made of them."""
