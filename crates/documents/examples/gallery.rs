//! Writes every sample in every template as PDF, DOCX and SVG, to be looked at:
//! `cargo run -p documents --example gallery -- OUT [FOLDER-WITH-NOTO-CJK] [PHOTO]`.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{env, fs, io};

use contract::Timestamp;
use contract::cv::Template;
use documents::layout::Typesetter;
use documents::layout::fonts::{FontFile, Fonts};
use documents::{cv, pdf, picture, preview};

fn main() -> io::Result<()> {
    let mut arguments = env::args_os().skip(1).map(PathBuf::from);
    let Some(out) = arguments.next() else {
        return Err(io::Error::other(
            "where to? gallery OUT [FOLDER-WITH-NOTO-CJK] [PHOTO]",
        ));
    };
    let cjk = arguments.next();
    let photo = match arguments.next() {
        Some(file) => {
            let photo = picture::read(&fs::read(file)?).map_err(io::Error::other)?;
            picture::to_url(&photo)
        }
        None => String::new(),
    };
    fs::create_dir_all(&out)?;
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut files: Vec<_> = fs::read_dir(samples)?.collect::<Result<_, _>>()?;
    files.sort_by_key(fs::DirEntry::file_name);
    for file in files {
        let language = file.path().file_stem().unwrap_or_default().to_owned();
        let language = language.to_string_lossy().into_owned();
        let mut typesetter = Typesetter::new(fonts(&language, cjk.as_deref())?);
        let mut outlines = preview::Outlines::default();
        let mut sample = cv::read(&fs::read(file.path())?, &mut 0_u32).map_err(io::Error::other)?;
        sample.person.photo.clone_from(&photo);
        for template in Template::ALL {
            let mut sample = sample.clone();
            sample.look.template = template;
            let laid = cv::lay_out(&sample, &mut typesetter);
            let name = format!("{language}-{template:?}").to_lowercase();
            let bytes = pdf::write(&laid.pages, Timestamp(0)).map_err(io::Error::other)?;
            fs::write(out.join(format!("{name}.pdf")), bytes)?;
            fs::write(out.join(format!("{name}.txt")), laid.pages.text())?;
            if template == Template::Classic {
                let bytes = cv::docx::write(&sample, Timestamp(0)).map_err(io::Error::other)?;
                fs::write(out.join(format!("{name}.docx")), bytes)?;
            }
            for (index, page) in laid.pages.pages.iter().enumerate() {
                let svg = preview::svg(&laid.pages, page, &mut outlines);
                fs::write(out.join(format!("{name}-{}.svg", index + 1)), svg)?;
            }
            for missing in &laid.pages.missing {
                let line = format!(
                    "{name}: no font has “{}” of {}\n",
                    missing.character, missing.word
                );
                io::Write::write_all(&mut io::stderr(), line.as_bytes())?;
            }
        }
    }
    Ok(())
}

fn fonts(language: &str, cjk: Option<&Path>) -> io::Result<Fonts> {
    let family = match language {
        "zh" => "Noto Sans CJK SC",
        "ja" => "Noto Sans CJK JP",
        _ => return Ok(Fonts::bundled()),
    };
    let Some(folder) = cjk else {
        return Ok(Fonts::bundled());
    };
    let mut files: Vec<FontFile> = Vec::new();
    for file in ["NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc"] {
        files.push(Arc::new(fs::read(folder.join(file))?));
    }
    Ok(Fonts::bundled().with_family(family, files))
}
