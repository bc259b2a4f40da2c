//! Roles of the accessibility tree, and where to look for them.

/// A CSS selector that finds every element that may have `role`. What the
/// browser computes decides in the end; this only narrows the search.
pub(crate) fn candidates(role: &str) -> String {
    let native = match role {
        "alert" | "log" | "menu" | "menuitem" | "radiogroup" | "search" | "status" | "tab"
        | "tablist" | "toolbar" | "tooltip" | "listbox" => "",
        "article" => "article",
        "button" => "button, summary, input[type=button], input[type=submit]",
        "checkbox" => "input[type=checkbox]",
        "combobox" => "select, input[list]",
        "dialog" => "dialog",
        "heading" => "h1, h2, h3, h4, h5, h6",
        "link" => "a[href]",
        "list" => "ul, ol",
        "listitem" => "li",
        "main" => "main",
        "navigation" => "nav",
        "option" => "option",
        "progressbar" => "progress",
        "radio" => "input[type=radio]",
        "searchbox" => "input[type=search]",
        "slider" => "input[type=range]",
        "table" => "table",
        "textbox" => {
            "textarea, input:not([type]), input[type=text], input[type=url], \
                      input[type=number], [contenteditable=true]"
        }
        _ => "",
    };
    match native {
        "" => format!("[role={role}]"),
        native => format!("[role={role}], {native}"),
    }
}
