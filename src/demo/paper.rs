//! Pieces of the invented dossiers: PDF files of one page, made by hand because hundreds are needed.

/// A page of lines of text. Characters outside Latin-1 become question marks.
#[must_use]
pub fn page(lines: &[String]) -> Vec<u8> {
    let mut content = String::from("BT /F1 12 Tf 72 760 Td 20 TL\n");
    for line in lines {
        content.push_str(&format!("({}) Tj T*\n", latin(line)));
    }
    content.push_str("ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R /Lang (fr) >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >> >>"
            .to_owned(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
    ];
    let mut file = String::from("%PDF-1.4\n");
    let mut offsets = Vec::with_capacity(objects.len());
    for (index, object) in objects.iter().enumerate() {
        offsets.push(file.len());
        file.push_str(&format!("{} 0 obj\n{object}\nendobj\n", index + 1));
    }
    let table = file.len();
    file.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
    for offset in offsets {
        file.push_str(&format!("{offset:010} 00000 n \n"));
    }
    file.push_str(&format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1));
    file.into_bytes()
}

/// The inside of a PDF string, in ASCII: other letters of WinAnsi by their number.
fn latin(line: &str) -> String {
    line.chars()
        .map(|letter| match letter {
            '(' | ')' | '\\' => format!("\\{letter}"),
            ' '..='~' => letter.to_string(),
            '’' => "\\222".into(),
            'œ' => "\\234".into(),
            '€' => "\\200".into(),
            '–' => "\\226".into(),
            '\u{a0}'..='\u{ff}' => format!("\\{:03o}", u32::from(letter)),
            '\u{202f}' => "\\240".into(),
            _ => "?".into(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_a_pdf_whose_table_points_at_its_objects() {
        let file = String::from_utf8(page(&["Statuts (dossier fictif)".into(), "Évaluation".into()])).expect("ascii");
        assert!(file.is_ascii() && file.starts_with("%PDF-") && file.ends_with("%%EOF\n"));
        let table: usize = file
            .rsplit("startxref\n")
            .next()
            .and_then(|end| end.lines().next())
            .and_then(|n| n.parse().ok())
            .expect("offset");
        assert!(file[table..].starts_with("xref"));
        for (index, line) in file[table..].lines().skip(3).take(5).enumerate() {
            let offset: usize = line[..10].parse().expect("offset");
            assert!(file[offset..].starts_with(&format!("{} 0 obj", index + 1)));
        }
        assert!(file.contains("\\311valuation") && file.contains("\\(dossier fictif\\)"));
    }
}
