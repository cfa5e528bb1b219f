//! Old workbooks (xls), held against the bounds of their form before they are read: their reader makes room for as many
//! cells as a record claims, and one wrong byte claims more than any memory.

use std::io::{Cursor, Read as _};

use cfb::CompoundFile;

/// Most columns and rows of a sheet of this form.
const BOUNDS: (u32, u32) = (256, 65_536);
/// Records by their number.
const DIMENSIONS: u16 = 0x0200;
const SHEET: u16 = 0x0085;
const END: u16 = 0x000A;
/// Records of cells, each of which begins with its row and column.
const CELLS: [u16; 10] = [0x0006, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E];

/// Whether every sheet of a workbook claims cells inside the bounds of its form only.
///
/// # Errors
/// What is wrong.
pub fn is_bounded(content: &[u8]) -> Result<(), String> {
    let mut file = CompoundFile::open(Cursor::new(content)).map_err(|error| error.to_string())?;
    let name = ["/Workbook", "/Book"].into_iter().find(|name| file.exists(name)).ok_or("no workbook inside")?;
    let mut stream = Vec::new();
    // No stream is longer than the file around it.
    let inside = file.open_stream(name).map_err(|error| error.to_string())?;
    inside.take(content.len() as u64).read_to_end(&mut stream).map_err(|error| error.to_string())?;
    // The first part tells where the sheets begin; the reader goes there, wherever that is.
    let mut starts = vec![0];
    for (number, data) in records(&stream, 0).filter(|(number, _)| *number == SHEET) {
        let start = quad(data, 0).ok_or_else(|| format!("a record {number} that is too short"))?;
        starts.push(usize::try_from(start).unwrap_or(usize::MAX));
    }
    for (number, data) in starts.into_iter().flat_map(|start| records(&stream, start)) {
        let (column, row) = match number {
            DIMENSIONS if data.len() < 14 => (pair(data, 6), pair(data, 2)),
            DIMENSIONS => (pair(data, 10), quad(data, 4)),
            _ if CELLS.contains(&number) => (pair(data, 2).map(|column| column + 1), pair(data, 0)),
            _ => continue,
        };
        let (Some(column), Some(row)) = (column, row) else {
            return Err(format!("a record {number} that is too short"));
        };
        if column > BOUNDS.0 || row > BOUNDS.1 {
            return Err(format!("a cell in row {row} and column {column}"));
        }
    }
    Ok(())
}

/// The records from `start` to the end of their part: number and content.
fn records(stream: &[u8], start: usize) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = stream.get(start..);
    std::iter::from_fn(move || {
        let (head, more) = rest?.split_at_checked(4)?;
        let number = u16::try_from(pair(head, 0)?).ok()?;
        let (data, more) = more.split_at_checked(usize::try_from(pair(head, 2)?).ok()?)?;
        rest = Some(more).filter(|_| number != END);
        Some((number, data))
    })
}

fn pair(data: &[u8], at: usize) -> Option<u32> {
    Some(u16::from_le_bytes(data.get(at..at + 2)?.try_into().ok()?).into())
}

fn quad(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(data.get(at..at + 4)?.try_into().ok()?))
}
