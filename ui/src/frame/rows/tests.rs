use contract::Timestamp;

use super::*;

const NOON: i64 = 1_795_348_800_000;
const DAY: i64 = 86_400_000;

fn rows(days_ago: &[i64]) -> Rows {
    let conversations: Vec<_> = days_ago
        .iter()
        .enumerate()
        .map(|(number, days)| conversation(number as u128, NOON - days.abs() * DAY, *days < 0))
        .collect();
    drawn(conversations, &Folders::default(), false)
}

#[test]
fn every_group_has_one_head() {
    let rows = rows(&[0, 0, 1, 2, 6, 12]);
    let heads: Vec<_> = rows
        .rows
        .iter()
        .filter_map(|row| match row {
            Row::Head(text) => Some(text.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(heads, ["Today", "Yesterday", "Last week", "Last month"]);
    assert_eq!(rows.height(), 6.0 * ITEM + 4.0 * HEAD, "all lines together");
}

#[test]
fn pinned_ones_are_a_group_of_their_own() {
    let rows = rows(&[-1, -40, 0, 40]);
    let heads = rows.rows.iter().filter(|row| matches!(row, Row::Head(_)));
    assert_eq!(heads.count(), 3, "pinned, today, a month");
    assert_eq!(rows.rows[0], Row::Head(t("group-pinned")));
    assert_eq!(rows.rows[2], Row::Item(None, 1), "whatever its day");
}

#[test]
fn few_of_many_rows_are_drawn() {
    let rows = rows(&vec![0; 10_000]);
    let range = rows.in_sight(100_000.0, 700.0, SPARE);
    assert!(
        range.len() < 45,
        "700 pixels hold 22 rows and the spare: {range:?}"
    );
    assert!(
        rows.top(range.start) < 100_000.0,
        "nothing is missing above"
    );
    assert!(rows.top(range.end) > 100_700.0, "nor below");
}

#[test]
fn the_ends_are_no_exception() {
    let rows = rows(&[0, 0]);
    assert_eq!(
        rows.in_sight(0.0, 700.0, SPARE),
        0..3,
        "a head and two rows"
    );
    assert_eq!(
        rows.in_sight(9_000.0, 700.0, SPARE).end,
        3,
        "scrolled past the end"
    );
    assert_eq!(
        Rows::default().in_sight(0.0, 700.0, SPARE),
        0..0,
        "an empty list"
    );
}

#[test]
fn a_row_out_of_sight_is_brought_in() {
    let rows = rows(&vec![0; 100]);
    assert_eq!(rows.reveal(2, 0.0, 700.0), 0.0, "it is in sight");
    assert_eq!(
        rows.reveal(0, 500.0, 700.0),
        0.0,
        "the first shows its head too"
    );
    let from = rows.reveal(99, 0.0, 700.0);
    assert_eq!(
        from,
        rows.height() - 700.0,
        "the last stands at the bottom edge"
    );
}

fn conversation(number: u128, at: i64, pinned: bool) -> Rc<ConversationSummary> {
    Rc::new(ConversationSummary {
        id: format!("{number:032x}")
            .parse()
            .expect("32 hex digits are a UUID"),
        title: String::new(),
        created_at: Timestamp(0),
        updated_at: Timestamp(at),
        pinned,
        archived: false,
        folder: None,
        temporary: false,
    })
}

fn drawn(rows: Vec<Rc<ConversationSummary>>, folders: &Folders, naming: bool) -> Rows {
    let list = Conversations {
        rows,
        ..Conversations::default()
    };
    let now = Now {
        at: Timestamp(NOON),
        offset_minutes: 0,
    };
    Rows::new(&list, folders, naming, now)
}

fn folder(number: u128) -> FolderId {
    format!("{number:032x}")
        .parse()
        .expect("32 hex digits are a UUID")
}

/// Folders of which each holds `all` conversations, `read` of them known; `None`: not looked into.
fn shelves(each: &[(bool, u32, Option<usize>)]) -> Folders {
    let shelf = |(at, (collapsed, all, read)): (usize, &(bool, u32, Option<usize>))| {
        let id = folder(at as u128 + 1);
        let list = read.map(|read| Conversations {
            rows: (0..read)
                .map(|row| conversation((at as u128 + 1) * 1_000 + row as u128, NOON, false))
                .collect(),
            next: (read < *all as usize).then(|| contract::conversation::ConversationCursor {
                pinned: false,
                updated_at: Timestamp(NOON),
                id: conversation(9, NOON, false).id,
            }),
            ..Conversations::default()
        });
        Shelf {
            folder: contract::folder::Folder {
                id,
                name: format!("Folder {at}"),
                collapsed: *collapsed,
                conversations: *all,
            },
            list,
        }
    };
    Folders {
        shelves: each.iter().enumerate().map(shelf).collect(),
    }
}

#[test]
fn folders_stand_between_the_pinned_and_the_days() {
    let list = vec![conversation(0, NOON, true), conversation(1, NOON, false)];
    let folders = shelves(&[(false, 2, Some(2)), (true, 5, None), (false, 0, Some(0))]);
    let rows = drawn(list, &folders, true);
    assert_eq!(
        rows.rows,
        [
            Row::Head(t("group-pinned")),
            Row::Item(None, 0),
            Row::Head(t("group-folders")),
            Row::Naming,
            Row::Folder(0),
            Row::Item(Some(0), 0),
            Row::Item(Some(0), 1),
            Row::Folder(1),
            Row::Folder(2),
            Row::Empty(2),
            Row::Head("Today".into()),
            Row::Item(None, 1),
        ]
    );
    assert_eq!(rows.stops(), 7, "heads, fields and hints are none");
    assert_eq!(rows.stop_at(1), Some(Stop::Folder(folder(1))));
    assert_eq!(rows.place_of(Stop::Folder(folder(2))), Some(4));
    assert_eq!(
        rows.stops_above(7),
        4,
        "the second folder's name is the fifth stop"
    );
    assert_eq!(
        (0..7)
            .map(|place| rows.folder_at(place))
            .collect::<Vec<_>>(),
        [None, Some(0), Some(0), Some(0), Some(1), Some(2), None]
    );
}

#[test]
fn what_was_not_read_has_its_place() {
    let folders = shelves(&[(false, 300, Some(100)), (false, 7, None)]);
    let rows = drawn(Vec::new(), &folders, false);
    assert_eq!(rows.rows.last(), Some(&Row::Gap(1)));
    assert_eq!(
        rows.height(),
        HEAD + 2.0 * ITEM + 307.0 * ITEM,
        "nothing moves when it comes"
    );
    let drawn = rows.in_sight(HEAD + 150.0 * ITEM, 700.0, SPARE);
    assert!(
        rows.slice(drawn).contains(&Row::Gap(0)),
        "it is seen, and so read"
    );
}

#[test]
fn fifty_folders_and_a_thousand_rows_draw_few() {
    let folders = shelves(&[(false, 10, Some(10)); 50]);
    let list = (0..1_000).map(|at| conversation(at, NOON, false)).collect();
    let rows = drawn(list, &folders, false);
    assert_eq!(rows.stops(), 50 + 500 + 1_000);
    for from in [0.0, 9_000.0, rows.height() - 700.0] {
        let range = rows.in_sight(from, 700.0, SPARE);
        assert!(range.len() < 45, "{range:?}");
    }
}

#[test]
fn the_archive_has_no_folders() {
    let list = Conversations {
        archived: true,
        ..Conversations::default()
    };
    let now = Now {
        at: Timestamp(NOON),
        offset_minutes: 0,
    };
    let rows = Rows::new(&list, &shelves(&[(false, 3, None)]), false, now);
    assert_eq!(rows.rows, []);
}
