//! Languages for data, settings and styles.

use super::super::Class;
use super::super::grammar::{
    BACKTICK_LINE, BRACES, DOUBLE, Grammar, Keys, NOTHING, SINGLE, SINGLE_RAW, SLASHES, TRIPLE,
    TRIPLE_SINGLE,
};

pub static SQL: Grammar = Grammar {
    keywords: "add after all alter analyze and any as asc autoincrement auto_increment before begin between by cascade case check collate column commit conflict constraint create cross current database default deferrable delete desc distinct do drop each else end escape except exists explain false fetch filter first following for foreign from full function grant group having if ignore immediate in index inner insert intersect into is isnull join key language lateral left like ilike limit materialized natural next not nothing notnull null of offset on only or order outer over partition plan pragma preceding primary procedure range recursive references rename replace restrict returning returns right rollback row rows schema select set table temp temporary then to transaction trigger true truncate unbounded union unique update using vacuum values view virtual when where window with without",
    types: "bigint bigserial blob bool boolean bytea char character date datetime decimal double float int integer interval json jsonb money numeric precision real serial smallint text time timestamp timestamptz tinyint uuid varchar varying",
    line_comments: &["--"],
    comments: SLASHES,
    quotes: &[SINGLE_RAW, DOUBLE, BACKTICK_LINE],
    any_case: true,
    calls: true,
    signs: &[
        (b'@', Class::Attribute),
        (b':', Class::Attribute),
        (b'$', Class::Attribute),
    ],
    ..NOTHING
};

pub static JSON: Grammar = Grammar {
    constants: "true false null NaN Infinity",
    line_comments: &["//"],
    comments: SLASHES,
    quotes: &[DOUBLE, SINGLE],
    word: "-",
    key: Some(b':'),
    ..NOTHING
};

pub static YAML: Grammar = Grammar {
    constants: "true false null yes no on off",
    line_comments: &["#"],
    quotes: &[DOUBLE, SINGLE_RAW],
    word: "-./",
    signs: &[
        (b'&', Class::Meta),
        (b'*', Class::Meta),
        (b'!', Class::Type),
    ],
    key: Some(b':'),
    keys: Keys::Start,
    apart: true,
    ..NOTHING
};

pub static TOML: Grammar = Grammar {
    constants: "true false inf nan",
    line_comments: &["#"],
    quotes: &[TRIPLE, TRIPLE_SINGLE, DOUBLE, SINGLE_RAW],
    word: "-.",
    key: Some(b'='),
    sections: true,
    ..NOTHING
};

pub static INI: Grammar = Grammar {
    constants: "true false yes no on off",
    line_comments: &["#", ";"],
    quotes: &[DOUBLE, SINGLE_RAW],
    word: "-.",
    signs: &[(b'$', Class::Attribute)],
    key: Some(b'='),
    keys: Keys::Start,
    apart: true,
    sections: true,
    ..NOTHING
};

/// CSS and the languages that become CSS.
pub static STYLE: Grammar = Grammar {
    keywords: "important",
    types: "html body div span main header footer nav section article aside button input form table thead tbody tr td th ul ol li p img svg a h1 h2 h3 h4 h5 h6 pre code label select textarea",
    line_comments: &["// "],
    comments: SLASHES,
    quotes: &[DOUBLE, SINGLE],
    word: "-",
    signs: &[
        (b'@', Class::Keyword),
        (b'#', Class::Number),
        (b'.', Class::Type),
        (b'$', Class::Attribute),
        (b'&', Class::Keyword),
    ],
    key: Some(b':'),
    keys: Keys::Braces,
    calls: true,
    ..NOTHING
};

pub static DOCKERFILE: Grammar = Grammar {
    keywords: "add arg as cmd copy entrypoint env expose from healthcheck label maintainer onbuild run shell stopsignal user volume workdir",
    line_comments: &["#"],
    quotes: &[DOUBLE, SINGLE_RAW],
    word: "-./",
    signs: &[(b'$', Class::Attribute)],
    any_case: true,
    apart: true,
    ..NOTHING
};

pub static MAKEFILE: Grammar = Grammar {
    keywords: "define else endef endif export ifdef ifeq ifndef ifneq include override unexport vpath",
    line_comments: &["#"],
    quotes: &[DOUBLE, SINGLE_RAW],
    word: "-./%",
    signs: &[(b'$', Class::Attribute)],
    key: Some(b':'),
    keys: Keys::Start,
    apart: true,
    ..NOTHING
};

/// Settings in blocks: of Terraform and nginx.
pub static BLOCKS: Grammar = Grammar {
    keywords: "data dynamic events for for_each http if in listen local locals location module output provider proxy_pass resource return root server server_name terraform upstream variable",
    constants: "true false null on off",
    line_comments: &["#", "//"],
    quotes: &[DOUBLE, SINGLE],
    word: "-",
    signs: &[(b'$', Class::Attribute)],
    key: Some(b'='),
    keys: Keys::Start,
    calls: true,
    apart: true,
    ..NOTHING
};

/// Descriptions of interfaces: GraphQL and Protocol Buffers.
pub static SCHEMA: Grammar = Grammar {
    keywords: "enum extend extends fragment implements import input interface message mutation on oneof option optional package query repeated required reserved returns rpc scalar schema service subscription syntax type union",
    types: "bool bytes double fixed32 fixed64 float int32 int64 sint32 sint64 string uint32 uint64 map",
    constants: "true false null",
    line_comments: &["//", "#"],
    quotes: &[TRIPLE, DOUBLE, SINGLE],
    signs: &[(b'$', Class::Attribute), (b'@', Class::Meta)],
    ..BRACES
};
