//! Databases made for the tests, as their formats are published: SQLite, Berkeley DB, bbolt, LevelDB.

/// A SQLite file of one page with these tables (fileformat2.html, §1.3, §1.6, §2.1, §2.6).
pub(super) fn sqlite(application: [u8; 4], tables: &[&str]) -> Vec<u8> {
    const PAGE: usize = 4096;
    let mut page = vec![0_u8; PAGE];
    page[..16].copy_from_slice(b"SQLite format 3\0");
    page[16..18].copy_from_slice(&(PAGE as u16).to_be_bytes());
    page[18..24].copy_from_slice(&[1, 1, 0, 64, 32, 32]);
    page[68..72].copy_from_slice(&application);
    page[100] = 0x0d;
    page[103..105].copy_from_slice(&(tables.len() as u16).to_be_bytes());
    let mut end = PAGE;
    for (number, name) in tables.iter().enumerate() {
        let sql = format!("CREATE TABLE {name} (a)");
        let text = |text: &str| u8::try_from(text.len() * 2 + 13).unwrap();
        let mut row = vec![6, text("table"), text(name), text(name), 1, text(&sql)];
        for part in ["table", name, name] {
            row.extend(part.as_bytes());
        }
        row.push(number as u8 + 2);
        row.extend(sql.as_bytes());
        let mut cell = vec![row.len() as u8, number as u8 + 1];
        cell.extend(row);
        end -= cell.len();
        page[end..end + cell.len()].copy_from_slice(&cell);
        let at = 108 + 2 * number;
        page[at..at + 2].copy_from_slice(&(end as u16).to_be_bytes());
    }
    page
}

/// A Berkeley DB btree with these records' names somewhere on its second page (`dbinc/db_page.h`).
pub(super) fn berkeley(records: &[&[u8]]) -> Vec<u8> {
    let mut file = vec![0_u8; 8192];
    file[12..16].copy_from_slice(&0x0005_3162_u32.to_le_bytes());
    file[16..20].copy_from_slice(&9_u32.to_le_bytes());
    file[20..24].copy_from_slice(&4096_u32.to_le_bytes());
    let mut at = 4096 + 26;
    for record in records {
        file[at] = record.len() as u8;
        file[at + 3..at + 3 + record.len()].copy_from_slice(record);
        at += record.len() + 3;
    }
    file
}

/// A bbolt file with a bucket of this name (`db.go`, `meta`).
pub(super) fn bolt(bucket: &str) -> Vec<u8> {
    let mut file = vec![0_u8; 16_384];
    file[8] = 4;
    file[16..20].copy_from_slice(&0xed0c_daed_u32.to_le_bytes());
    file[20..24].copy_from_slice(&2_u32.to_le_bytes());
    file[24..28].copy_from_slice(&4096_u32.to_le_bytes());
    file[32] = 3;
    file[12_400..12_400 + bucket.len()].copy_from_slice(bucket.as_bytes());
    file
}

fn varint(mut number: usize, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// A log of LevelDB with one batch of one record, parted at blocks of 32 KiB (`doc/log_format.md`).
pub(super) fn log(key: &str, value: &str) -> Vec<u8> {
    const BLOCK: usize = 32 << 10;
    let mut batch = 7_u64.to_le_bytes().to_vec();
    batch.extend(1_u32.to_le_bytes());
    batch.push(1);
    varint(key.len(), &mut batch);
    batch.extend(key.as_bytes());
    varint(value.len(), &mut batch);
    batch.extend(value.as_bytes());
    let (mut file, mut rest, mut first) = (Vec::new(), batch.as_slice(), true);
    while !rest.is_empty() {
        let room = BLOCK - file.len() % BLOCK - 7;
        let (part, behind) = rest.split_at(room.min(rest.len()));
        let kind = match (first, behind.is_empty()) {
            (true, true) => 1,
            (true, false) => 2,
            (false, false) => 3,
            (false, true) => 4,
        };
        file.extend([0; 4]);
        file.extend((part.len() as u16).to_le_bytes());
        file.push(kind);
        file.extend(part);
        (rest, first) = (behind, false);
    }
    file
}

/// The entries of a block, each without a shared beginning, and its end.
fn block(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut block = Vec::new();
    for (key, value) in entries {
        block.push(0);
        varint(key.len(), &mut block);
        varint(value.len(), &mut block);
        block.extend(key.as_bytes());
        block.extend(*value);
    }
    block.extend(0_u32.to_le_bytes());
    block.extend(1_u32.to_le_bytes());
    block
}

/// The same bytes as Snappy may pack them: literals, and one copy where a text is doubled.
fn packed(block: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    varint(block.len(), &mut out);
    for literal in block.chunks(60) {
        out.push((literal.len() as u8 - 1) << 2);
        out.extend(literal);
    }
    out
}

/// A table of LevelDB with one packed block of one record (`doc/table_format.md`).
pub(super) fn table(key: &str, value: &str) -> Vec<u8> {
    named_again(key, value, 1)
}

/// The same, with an index that names its block so many times.
pub(super) fn named_again(key: &str, value: &str, times: usize) -> Vec<u8> {
    let data = packed(&block(&[(key, value.as_bytes())]));
    let mut file = data.clone();
    file.extend([1, 0, 0, 0, 0]);
    let mut handle = vec![0];
    varint(data.len(), &mut handle);
    let index_at = file.len();
    let index = block(&vec![(key, handle.as_slice()); times]);
    file.extend(&index);
    file.extend([0, 0, 0, 0, 0]);
    let mut footer = vec![0, 0];
    varint(index_at, &mut footer);
    varint(index.len(), &mut footer);
    footer.resize(40, 0);
    footer.extend(0xdb47_7524_8b80_fb57_u64.to_le_bytes());
    file.extend(footer);
    file
}
