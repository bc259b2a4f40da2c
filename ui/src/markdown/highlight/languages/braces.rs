//! Compiled languages of the family of C.

use super::super::Class;
use super::super::grammar::{
    BACKTICK, BRACES, CHARACTER, DOUBLE, DOUBLE_LINES, Grammar, Quote, Reach, SINGLE, TRIPLE,
    TRIPLE_SINGLE,
};

const ANNOTATIONS: &[(u8, Class)] = &[(b'@', Class::Meta)];

pub static RUST: Grammar = Grammar {
    keywords: "as async await break const continue crate dyn else enum extern fn for if impl in let loop match mod move mut pub ref return self static struct super trait type union unsafe use where while yield",
    types: "bool char f32 f64 i8 i16 i32 i64 i128 isize str u8 u16 u32 u64 u128 usize Self",
    constants: "true false None",
    quotes: &[DOUBLE_LINES, CHARACTER],
    nested: true,
    rust: true,
    ..BRACES
};

pub static C: Grammar = Grammar {
    keywords: "auto break case const continue default do else enum extern for goto if inline register restrict return sizeof static struct switch typedef union volatile while _Atomic _Bool _Generic _Noreturn _Static_assert id self nil",
    types: C_TYPES,
    constants: "NULL true false",
    directives: true,
    ..BRACES
};

const C_TYPES: &str = "bool char double float int long short signed unsigned void size_t ssize_t ptrdiff_t int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t wchar_t FILE string vector map set pair";

pub static CPP: Grammar = Grammar {
    keywords: "alignas alignof and asm auto break case catch class co_await co_return co_yield concept const const_cast consteval constexpr constinit continue decltype default delete do dynamic_cast else enum explicit export extern final for friend goto if import inline module mutable namespace new noexcept not operator or override private protected public register reinterpret_cast requires return sizeof static static_assert static_cast struct switch template this thread_local throw try typedef typeid typename union using virtual volatile while __global__ __device__ __shared__",
    types: C_TYPES,
    constants: "NULL nullptr true false",
    directives: true,
    ..BRACES
};

pub static CSHARP: Grammar = Grammar {
    keywords: "abstract as async await base break case catch checked class const continue default delegate do else enum event explicit extern finally fixed for foreach get goto if implicit in init interface internal is lock nameof namespace new operator out override params partial private protected public readonly record ref required return sealed set sizeof stackalloc static struct switch this throw try typeof unchecked unsafe using var virtual volatile when where while with yield",
    types: "bool byte char decimal double dynamic float int long nint object sbyte short string uint ulong ushort void",
    constants: "null true false",
    quotes: &[
        TRIPLE,
        Quote {
            open: "@\"",
            close: "\"",
            escapes: false,
            reach: Reach::Lines,
        },
        DOUBLE,
        CHARACTER,
    ],
    directives: true,
    ..BRACES
};

pub static JAVA: Grammar = Grammar {
    keywords: "abstract assert break case catch class const continue def default do else enum exports extends final finally for goto if implements import in instanceof interface module native new non-sealed package permits private protected public record requires return sealed static strictfp super switch synchronized this throw throws transient try var volatile when while yield",
    types: "boolean byte char double float int long short void",
    constants: "null true false",
    quotes: &[TRIPLE, DOUBLE, CHARACTER, SINGLE],
    signs: ANNOTATIONS,
    ..BRACES
};

pub static KOTLIN: Grammar = Grammar {
    keywords: "abstract actual annotation as break by catch class companion const constructor continue crossinline data do else enum expect external final finally for fun get if import in infix init inline inner interface internal is lateinit noinline object open operator out override package private protected public reified return sealed set super suspend tailrec this throw try typealias val value var vararg when where while",
    constants: "null true false it",
    quotes: &[TRIPLE, DOUBLE, CHARACTER],
    signs: ANNOTATIONS,
    nested: true,
    ..BRACES
};

pub static GO: Grammar = Grammar {
    keywords: "break case chan const continue default defer else fallthrough for func go goto if import interface map package range return select struct switch type var",
    types: "any bool byte comparable complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune string uint uint8 uint16 uint32 uint64 uintptr",
    constants: "nil true false iota",
    quotes: &[DOUBLE, BACKTICK_RAW, CHARACTER],
    ..BRACES
};

const BACKTICK_RAW: Quote = Quote {
    escapes: false,
    ..BACKTICK
};

pub static SWIFT: Grammar = Grammar {
    keywords: "actor any as associatedtype async await break case catch class continue convenience default defer deinit didSet do else enum extension fallthrough fileprivate final for func get guard if import in indirect init inout internal is isolated lazy let mutating nonisolated open operator override private precedencegroup protocol public repeat required rethrows return self set some static struct subscript super switch throw throws try typealias unowned var weak where while willSet",
    constants: "nil true false",
    quotes: &[TRIPLE, DOUBLE],
    signs: &[
        (b'@', Class::Meta),
        (b'#', Class::Meta),
        (b'$', Class::Attribute),
    ],
    nested: true,
    ..BRACES
};

pub static SCALA: Grammar = Grammar {
    keywords: "abstract case catch class def derives do else end enum export extends extension final finally for forSome given if implicit import infix inline lazy match new object opaque open override package private protected return sealed super then this throw trait transparent try type using val var while with yield",
    constants: "null true false",
    quotes: &[TRIPLE, DOUBLE, CHARACTER],
    signs: ANNOTATIONS,
    nested: true,
    ..BRACES
};

pub static DART: Grammar = Grammar {
    keywords: "abstract as assert async await base break case catch class const continue covariant default deferred do dynamic else enum export extends extension external factory final finally for get hide if implements import in interface is late library mixin new on operator part required rethrow return sealed set show static super switch sync this throw try typedef var when while with yield",
    types: "bool double int num void",
    constants: "null true false",
    quotes: &[TRIPLE, TRIPLE_SINGLE, DOUBLE, SINGLE],
    signs: ANNOTATIONS,
    ..BRACES
};

pub static ZIG: Grammar = Grammar {
    keywords: "align allowzero and anytype asm async await break catch comptime const continue defer else enum errdefer error export extern fn for if inline noalias opaque or orelse packed pub resume return struct suspend switch test threadlocal try union unreachable usingnamespace var volatile while",
    types: "bool comptime_float comptime_int f16 f32 f64 f128 i8 i16 i32 i64 i128 isize noreturn type u8 u16 u32 u64 u128 usize void",
    constants: "null true false undefined",
    quotes: &[DOUBLE, CHARACTER],
    signs: &[(b'@', Class::Function)],
    comments: &[],
    ..BRACES
};
