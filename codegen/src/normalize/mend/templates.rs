//! Path templates (OpenAPI 3.0, 4.3 "Path Templating").

/// The names between braces in a template, each once.
pub(super) fn names(template: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = template;
    while let Some((_, after)) = rest.split_once('{') {
        // A brace that is not closed before the next opens is text.
        let end = after.find(['{', '}']);
        match end.and_then(|end| Some((after.get(..end)?, after.get(end..)?))) {
            Some((name, tail)) if tail.starts_with('}') => {
                if !name.is_empty() && !names.contains(&name) {
                    names.push(name);
                }
                rest = tail;
            }
            Some((_, tail)) => rest = tail,
            None => break,
        }
    }
    names
}

/// The template with the names taken out, by which two that differ only in names are equal.
pub(super) fn outline(template: &str) -> String {
    let mut outline = template.to_owned();
    for name in names(template) {
        outline = outline.replace(&format!("{{{name}}}"), "{}");
    }
    outline
}

/// A name as it is where only its spelling differs: case and punctuation.
pub(super) fn folded(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
