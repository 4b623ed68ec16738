//! Fingerprints the engine: its code, its knowledge, its model and the versions of what it is built from.

use std::path::{Path, PathBuf};

fn main() -> std::io::Result<()> {
    let mut files = vec![
        PathBuf::from("src/language.rs"),
        PathBuf::from("src/token.rs"),
        PathBuf::from("src/weights.rs"),
    ];
    for folder in [
        "src/engine",
        "src/knowledge",
        "src/labeller",
        "src/occasions",
        "knowledge",
        "model",
    ] {
        collect(Path::new(folder), &mut files)?;
    }
    files.retain(|file| {
        file.extension()
            .is_some_and(|ending| ending == "rs" || ending == "tsv" || ending == "bin")
    });
    // What the tables were derived from is not embedded and changes no answer.
    files.retain(|file| !file.starts_with("knowledge/hand"));
    files.sort();
    let mut hasher = blake3::Hasher::new();
    for file in files {
        let content = std::fs::read(&file)?;
        hasher.update(file.to_string_lossy().replace('\\', "/").as_bytes());
        hasher.update(&(content.len() as u64).to_le_bytes());
        hasher.update(&content);
    }
    let hash = hasher.finalize().to_hex();
    println!("cargo::rustc-env=ENGINE_FINGERPRINT={}", &hash[..16]);
    for folder in [
        "src/engine",
        "src/knowledge",
        "src/labeller",
        "src/occasions",
        "src/language.rs",
        "src/token.rs",
        "src/weights.rs",
        "knowledge",
        "model",
    ] {
        println!("cargo::rerun-if-changed={folder}");
    }
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
