//! Languages that are mostly run from their source.

use super::super::Class;
use super::super::grammar::{
    BACKTICK, BACKTICK_LINE, BRACES, CHARACTER, DOUBLE, Grammar, NOTHING, SINGLE, SINGLE_RAW,
    TRIPLE, TRIPLE_SINGLE, between,
};

const VARIABLES: &[(u8, Class)] = &[(b'$', Class::Attribute)];

/// JavaScript and TypeScript, with tags in them.
pub static SCRIPT: Grammar = Grammar {
    keywords: "abstract as async await break case catch class const continue debugger declare default delete do else enum export extends finally for from function get if implements import in infer instanceof interface is keyof let namespace new of override private protected public readonly return satisfies set static super switch this throw try type typeof var void while with yield",
    types: "any bigint boolean never number object string symbol unknown",
    constants: "true false null undefined NaN Infinity",
    quotes: &[DOUBLE, SINGLE, BACKTICK],
    word: "$",
    signs: &[(b'@', Class::Meta), (b'#', Class::Attribute)],
    script: true,
    ..BRACES
};

pub static PHP: Grammar = Grammar {
    keywords: "abstract and array as break callable case catch class clone const continue declare default do echo else elseif empty enum extends final finally fn for foreach function global goto if implements include include_once instanceof insteadof interface isset list match namespace new or print private protected public readonly require require_once return static switch this throw trait try unset use var while xor yield",
    types: "bool float int iterable mixed never object string void self parent",
    constants: "true false null TRUE FALSE NULL",
    line_comments: &["//", "# "],
    quotes: &[DOUBLE, SINGLE],
    signs: VARIABLES,
    ..BRACES
};

pub static PYTHON: Grammar = Grammar {
    keywords: "and as assert async await break case class continue def del elif else except finally for from global if import in is lambda match nonlocal not or pass raise return try while with yield",
    types: "bool bytes complex dict float frozenset int list object set str tuple type",
    constants: "True False None self cls Ellipsis NotImplemented",
    line_comments: &["#"],
    quotes: &[TRIPLE, TRIPLE_SINGLE, DOUBLE, SINGLE],
    signs: &[(b'@', Class::Meta)],
    calls: true,
    capitals: true,
    ..NOTHING
};

pub static RUBY: Grammar = Grammar {
    keywords: "alias and begin break case class def defined? do else elsif end ensure for if in include module next not or private protected public raise redo require require_relative rescue retry return self super then undef unless until when while yield attr_reader attr_writer attr_accessor",
    constants: "true false nil",
    line_comments: &["#"],
    comments: &[("=begin", "=end")],
    quotes: &[DOUBLE, SINGLE, BACKTICK_LINE],
    word: "?",
    signs: &[
        (b'@', Class::Attribute),
        (b'$', Class::Attribute),
        (b':', Class::Number),
    ],
    calls: true,
    capitals: true,
    ..NOTHING
};

pub static PERL: Grammar = Grammar {
    keywords: "and bless chomp cmp defined delete die do each else elsif eq eval exists for foreach ge grep gt if join keys last le local lt map my ne next no not or our package print printf push qw redo ref require return say scalar shift sort split sub unless until use values wantarray while xor",
    line_comments: &["#"],
    quotes: &[DOUBLE, SINGLE],
    signs: &[
        (b'$', Class::Attribute),
        (b'@', Class::Attribute),
        (b'%', Class::Attribute),
    ],
    calls: true,
    apart: true,
    ..NOTHING
};

pub static LUA: Grammar = Grammar {
    keywords: "and break do else elseif end for function goto if in local not or repeat return then until while continue export type",
    constants: "true false nil self",
    line_comments: &["--"],
    comments: &[("--[[", "]]")],
    quotes: &[between("[[", "]]"), DOUBLE, SINGLE],
    calls: true,
    ..NOTHING
};

pub static R: Grammar = Grammar {
    keywords: "break else for function if in library next repeat require return while",
    constants: "TRUE FALSE NULL NA NaN Inf T F",
    line_comments: &["#"],
    quotes: &[DOUBLE, SINGLE, BACKTICK_LINE],
    word: ".",
    calls: true,
    ..NOTHING
};

pub static JULIA: Grammar = Grammar {
    keywords: "abstract baremodule begin break catch const continue do else elseif end export finally for function global if import in isa let local macro module mutable primitive quote return struct try type using where while",
    constants: "true false nothing missing Inf NaN",
    line_comments: &["#"],
    comments: &[("#=", "=#")],
    quotes: &[TRIPLE, DOUBLE, CHARACTER],
    signs: &[(b'@', Class::Meta)],
    calls: true,
    capitals: true,
    ..NOTHING
};

pub static ELIXIR: Grammar = Grammar {
    keywords: "after alias and case catch cond def defimpl defmacro defmodule defp defprotocol defstruct do else end fn for if import in not or quote raise receive require rescue try unless unquote use when with",
    constants: "true false nil",
    line_comments: &["#"],
    quotes: &[TRIPLE, DOUBLE, SINGLE],
    word: "?!",
    signs: &[(b'@', Class::Meta), (b':', Class::Number)],
    calls: true,
    capitals: true,
    ..NOTHING
};

pub static HASKELL: Grammar = Grammar {
    keywords: "as case class data default deriving do else family forall foreign hiding if import in infix infixl infixr instance let module newtype of qualified then type where",
    constants: "True False Nothing",
    types: "IO",
    line_comments: &["--"],
    comments: &[("{-#", "#-}"), ("{-", "-}")],
    quotes: &[DOUBLE, CHARACTER],
    capitals: true,
    nested: true,
    ..NOTHING
};

pub static SHELL: Grammar = Grammar {
    keywords: "alias break case continue declare do done elif else esac eval exec exit export fi for function if in local readonly return select set shift source sudo then trap unset until while",
    types: "apt apt-get awk brew cargo cat cd chmod chown cp curl cut docker echo find git grep head kill kubectl ls make mkdir mv node npm npx pip pip3 printf ps pwd python python3 read rm rsync sed sort ssh systemctl tail tar tee test touch tr uniq unzip wc wget which xargs yarn",
    constants: "true false",
    line_comments: &["#"],
    quotes: &[DOUBLE, SINGLE_RAW],
    word: "-",
    signs: VARIABLES,
    apart: true,
    ..NOTHING
};

pub static POWERSHELL: Grammar = Grammar {
    keywords: "begin break catch class continue data do dynamicparam else elseif end enum exit filter finally for foreach from function if in param process return switch throw trap try until using while",
    line_comments: &["#"],
    comments: &[("<#", "#>")],
    quotes: &[
        between("@\"", "\"@"),
        between("@'", "'@"),
        DOUBLE,
        SINGLE_RAW,
    ],
    word: "-",
    signs: &[(b'$', Class::Attribute), (b'-', Class::Meta)],
    any_case: true,
    capitals: true,
    ..NOTHING
};
