//! The files that people edit by hand, as text: a fault that is found later still names file and line.

use std::path::Path;

use super::fault::{At, Fault};
use super::package::Listed;
use super::source::Source;

/// The hand-edited TOML files of all packages.
#[derive(Debug, Default)]
pub struct Texts {
    files: Vec<Text>,
    derived: Vec<(String, String)>,
}

#[derive(Debug)]
struct Text {
    /// Path in the source.
    path: String,
    /// Path in its package.
    name: String,
    content: String,
}

impl Texts {
    /// Reads them.
    pub fn of(source: &dyn Source, packages: &[Listed]) -> Self {
        let mut texts = Self::default();
        for one in packages {
            for file in &one.manifest.files {
                let path = one.package.path(&file.path);
                let is_toml = Path::new(&file.path).extension().is_some_and(|ending| ending == "toml");
                match is_toml.then(|| source.text(&path)) {
                    Some(Ok(content)) => texts.files.push(Text { path, name: file.path.clone(), content }),
                    // One that cannot be read has a fault of its own.
                    Some(Err(_)) => {}
                    None => texts.derived.push((file.path.clone(), path)),
                }
            }
        }
        texts
    }

    /// Gives a fault about a file of some package the path of that file, and the line of its item.
    pub fn locate(&self, mut fault: Fault) -> Fault {
        if let At::Item(item) = &fault.at {
            let path: Vec<&str> = item.split(At::INSIDE).collect();
            let candidates = || self.files.iter().filter(|text| text.name == fault.file || text.path == fault.file);
            let found = candidates().find_map(|text| Some((text, line(&text.content, &path)?)));
            if let Some((text, line)) = found {
                fault.file.clone_from(&text.path);
                fault.at = At::Named(line, item.as_str().into());
                return fault;
            }
        }
        let named = self.files.iter().map(|text| (&text.name, &text.path));
        let mut all = named.chain(self.derived.iter().map(|(name, path)| (name, path)));
        let of_it = |name: &String| {
            *name == fault.file || name.strip_prefix(&fault.file).is_some_and(|rest| rest.starts_with('.'))
        };
        if let Some((_, path)) = all.find(|(name, _)| of_it(name)) {
            fault.file.clone_from(path);
        }
        fault
    }
}

/// The line where the item stands that `path` leads to: the first that gives this name to something, and from there the
/// next, for items inside items.
fn line(text: &str, path: &[&str]) -> Option<u64> {
    const KEYS: [&str; 4] = ["id", "slug", "text", "number"];
    let mut found = 0;
    for id in path {
        let quoted = toml::Value::String((*id).to_owned()).to_string();
        let is_it = |line: &str| {
            KEYS.iter().any(|key| line.contains(&format!("{key} = {quoted}")) || line.trim_start() == format!("{key} = {id}"))
                // `[periods]` names indicators by key.
                || line.starts_with(&format!("{id} = "))
        };
        match text.lines().enumerate().skip(found).find(|(_, line)| is_it(line)) {
            Some((line, _)) => found = line + 1,
            None if found == 0 => return None,
            None => break,
        }
    }
    u64::try_from(found).ok()
}
