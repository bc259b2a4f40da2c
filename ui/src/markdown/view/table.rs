//! Tables as elements, with a menu that copies them.

use std::rc::Rc;

use yew::prelude::*;

use super::Shared;
use super::copy::copy;
use super::inline::inlines;
use super::keyed::keyed;
use crate::components::{IconName, MenuButton, MenuEntry, MenuItem};
use crate::i18n::{t, t_args};
use crate::markdown::block::{Align, Row, Table};
use crate::markdown::written;

/// A table in a box of its own, in which it scrolls.
pub fn table_in_box(table: &Table) -> Html {
    let rows: usize = table.runs.iter().map(|run| run.len()).sum();
    let label = t_args(
        "md-table",
        &[("rows", rows.into()), ("columns", table.head.len().into())],
    );
    let head = table.head.iter().enumerate().map(|(index, cell)| {
        html! {
            <th class={align(&table.columns, index)} dir="auto" scope="col">{ inlines(cell) }</th>
        }
    });
    let columns = &table.columns;
    let runs = table.runs.iter().map(|run| {
        html! { <Rows run={Shared(Rc::clone(run))} columns={Shared(Rc::clone(columns))} /> }
    });
    // Columns that fit their content cost a look at every cell for each new row.
    let long = table.runs.len() > 2 && table.head.len() <= 6;
    let entries = {
        let table = table.clone();
        move |()| copies(&table)
    };
    html! {
        <div class="md-table-box">
            <div
                class={classes!("md-table", long.then_some("md-table-long"))}
                role="region"
                tabindex="0"
                aria-label={label}
            >
                <table>
                    <thead><tr>{ keyed(head) }</tr></thead>
                    { keyed(runs) }
                </table>
            </div>
            <div class="md-table-copy">
                <MenuButton icon={IconName::Copy} label={t("md-copy-table")} size={16} {entries} />
            </div>
        </div>
    }
}

fn align(columns: &[Align], index: usize) -> Classes {
    classes!(match columns.get(index) {
        Some(Align::Centre) => Some("md-centre"),
        Some(Align::End) => Some("md-end"),
        _ => None,
    })
}

#[derive(PartialEq, Properties)]
struct RowsProps {
    run: Shared<Vec<Row>>,
    columns: Shared<Vec<Align>>,
}

#[component]
fn Rows(props: &RowsProps) -> Html {
    let row = |row: &Row| {
        html! {
            <tr>
                {
                    for row.iter().enumerate().map(|(index, cell)| html! {
                        <td class={align(&props.columns.0, index)} dir="auto">{ inlines(cell) }</td>
                    })
                }
            </tr>
        }
    };
    html! { <tbody>{ keyed(props.run.0.iter().map(row)) }</tbody> }
}

/// The forms in which a table is copied.
fn copies(table: &Table) -> Vec<MenuEntry> {
    let item = |label, write: fn(&Table) -> String| {
        let table = table.clone();
        MenuItem::new(label, move |()| copy(write(&table), || {})).entry()
    };
    vec![
        item(t("md-copy-table-markdown"), written::table_as_markdown),
        item(t("md-copy-table-cells"), written::table_as_cells),
    ]
}
