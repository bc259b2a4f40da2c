//! Formulas as people and models write them, and as nobody should.

use super::*;

/// The tree as MathML without attributes: `mi` and the like in short.
fn short(element: &Element, out: &mut String) {
    if element.children.is_empty() && element.tag != "mrow" {
        match element.text.as_str() {
            "" => out.push_str(&format!("<{}/>", element.tag)),
            text => out.push_str(text),
        }
        return;
    }
    out.push_str(&format!("{}(", element.tag));
    for (index, child) in element.children.iter().enumerate() {
        if index > 0 {
            out.push(' ');
        }
        short(child, out);
    }
    out.push(')');
}

#[track_caller]
fn reads(source: &str) -> String {
    let mut out = String::new();
    match read(source) {
        Ok(row) => row.children.iter().for_each(|child| {
            if !out.is_empty() {
                out.push(' ');
            }
            short(child, &mut out);
        }),
        Err(failure) => panic!("{source}: {failure:?}"),
    }
    out
}

#[test]
fn each_construction_has_its_elements() {
    let table = [
        ("x^2", "msup(x 2)"),
        ("a_1^{n+1}", "msubsup(a 1 mrow(n + 1))"),
        ("f'(x)", "msup(f ′) ( x )"),
        ("f''^2", "msup(f mrow(″ 2))"),
        (r"\frac{a}{b}", "mfrac(a b)"),
        (r"\frac12", "mfrac(1 2)"),
        (r"\frac\pi2", "mfrac(π 2)"),
        (r"\dfrac{a}{b}", "mstyle(mfrac(a b))"),
        (r"\binom{n}{k}", "mrow(( mfrac(n k) ))"),
        (r"{a \over b}", "mfrac(a b)"),
        (r"\sqrt{2}", "msqrt(2)"),
        (r"\sqrt[3]{x+1}", "mroot(mrow(x + 1) 3)"),
        (r"\sum_{k=1}^n k", "munderover(∑ mrow(k = 1) n) k"),
        (
            r"\int_0^\infty e^{-x}\,dx",
            "msubsup(∫ 0 ∞) msup(e mrow(− x)) <mspace/> d x",
        ),
        (r"\lim_{x \to 0} \sin x", "munder(lim mrow(x → 0)) sin x"),
        (r"\left( \frac{a}{b} \right)", "mrow(( mfrac(a b) ))"),
        (r"\left\{ a \middle| b \right.", "mrow({ a | b <mo/>)"),
        (r"\bigl( x \bigr)", "( x )"),
        (r"\hat{x} + \overline{ab}", "mover(x ^) + mrow(mrow(a b))"),
        (r"\underbrace{a+b}_{n}", "munder(munder(mrow(a + b) ⏟) n)"),
        (r"\mathbb{R}^n", "msup(ℝ n)"),
        (r"\mathcal{L}\mathbf{v}\mathrm{d}x", "ℒ 𝐯 d x"),
        (r"\text{if } x", "if\u{a0} x"),
        (r"\text{for $n$ big}", "mrow(for\u{a0} n \u{a0}big)"),
        (r"\operatorname{rank} A", "rank A"),
        (r"\operatorname*{arg\,max}_x", "munder(arg\u{2009}max x)"),
        (r"3.14 \times 10^{-5}", "3.14 × msup(10 mrow(− 5))"),
        (
            r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}",
            "mrow(( mtable(mtr(mtd(a) mtd(b)) mtr(mtd(c) mtd(d))) ))",
        ),
        (
            r"\begin{cases} 1 & x > 0 \\ 0 & \text{else} \end{cases}",
            "mrow({ mtable(mtr(mtd(1) mtd(x > 0)) mtr(mtd(0) mtd(else))) <mo/>)",
        ),
        (
            r"\begin{aligned} a &= b \\[2pt] &= c \\ \end{aligned}",
            "mtable(mtr(mtd(a) mtd(= b)) mtr(<mtd/> mtd(= c)))",
        ),
        (
            r"\begin{array}{l|r} a & b \end{array}",
            "mtable(mtr(mtd(a) mtd(b)))",
        ),
        (r"a \\ b", "mtable(mtr(mtd(a)) mtr(mtd(b)))"),
        (r"\xrightarrow[b]{a}", "munderover(→ b mpadded(a))"),
        (r"a \not= b", "a =\u{338} b"),
        (r"\boxed{x}", "mrow(x)"),
        (
            r"\sum_{\substack{i<n \\ j<m}}",
            "munder(∑ mtable(mtr(mtd(i < n)) mtr(mtd(j < m))))",
        ),
        (r"x % comment", "x"),
        (r"\{1, 2\} \% \$", "{ 1 , 2 } % $"),
        (r"\displaystyle x \textstyle y", "mstyle(x mstyle(y))"),
        (
            r"a \equiv b \pmod{n}",
            "a ≡ b mrow(<mspace/> ( mod <mspace/> n ))",
        ),
        (r"\color{red} x \textcolor{blue}{y}", "x y"),
        (r"\rm{kg}", "kg"),
    ];
    for (source, expected) in table {
        assert_eq!(reads(source), expected, "{source}");
    }
}

/// Formulas of the kind that replies are full of.
const CORPUS: &str = include_str!("tests/corpus.txt");

#[test]
fn ordinary_formulas_are_read() {
    let mut count = 0;
    for source in CORPUS.lines().filter(|line| !line.is_empty()) {
        count += 1;
        if let Err(failure) = read(source) {
            panic!("{source}: {failure:?}");
        }
    }
    assert!(count > 70, "the corpus was read: {count}");
}

#[test]
fn what_is_no_formula_says_why() {
    let table = [
        (r"\foo", Failure::Unknown(r"\foo".into())),
        (
            r"\begin{tikzpicture}\end{tikzpicture}",
            Failure::Unknown("tikzpicture".into()),
        ),
        (
            r"\newcommand{\a}{\a\a}",
            Failure::Unknown(r"\newcommand".into()),
        ),
        (r"\def\a{\a\a}\a", Failure::Unknown(r"\def".into())),
        (r"\input{/etc/passwd}", Failure::Unknown(r"\input".into())),
        (
            r"\href{javascript:alert(1)}{x}",
            Failure::Unknown(r"\href".into()),
        ),
        ("{", Failure::Misplaced("}".into())),
        ("}", Failure::Misplaced("}".into())),
        ("x^", Failure::Misplaced("{".into())),
        ("x^2^3", Failure::Misplaced("^".into())),
        (r"\frac{a}", Failure::Misplaced("{".into())),
        (r"\left( x", Failure::Misplaced(r"\left".into())),
        (r"x \right)", Failure::Misplaced(r"\right".into())),
        (
            r"\begin{matrix} a",
            Failure::Misplaced(r"\begin{matrix}".into()),
        ),
        (
            r"\begin{matrix} a \end{pmatrix}",
            Failure::Misplaced(r"\end".into()),
        ),
        (r"\end{x}", Failure::Misplaced(r"\end".into())),
    ];
    for (source, expected) in table {
        assert_eq!(read(source), Err(expected), "{source}");
    }
}

fn depth(element: &Element) -> usize {
    1 + element.children.iter().map(depth).max().unwrap_or(0)
}

fn count(element: &Element) -> usize {
    1 + element.children.iter().map(count).sum::<usize>()
}

#[test]
fn length_and_nesting_are_bounded() {
    assert_eq!(read(&"x".repeat(4_001)), Err(Failure::Long));
    for deep in [
        "{",
        r"\sqrt{",
        r"\frac{a}{",
        "x^{",
        r"\left(",
        r"\begin{matrix}",
        r"\text{$",
        r"\hat",
        r"\sqrt[{",
        r"a \over ",
        r"\displaystyle ",
    ] {
        let source = deep.repeat(4_000 / deep.len());
        assert!(read(&source).is_err(), "{deep}");
    }
    let wide = [
        r"x^2",
        r"\,",
        "'",
        r"\frac12",
        r"a\\",
        "a&",
        r"\hat x",
        r"\left.\right.",
    ];
    for piece in wide {
        let row = read(&piece.repeat(4_000 / piece.len()));
        if let Ok(row) = row {
            assert!(count(&row) < 16_000 && depth(&row) < 120, "{piece}");
        }
    }
}

#[test]
fn any_text_is_read_or_refused() {
    let shards = [
        "{",
        "}",
        "^",
        "_",
        "&",
        r"\\",
        "'",
        "$",
        "%",
        "\n",
        r"\frac",
        r"\left",
        r"\right",
        "(",
        "[",
        "]",
        "|",
        r"\sqrt",
        r"\begin{matrix}",
        r"\end{matrix}",
        r"\text",
        r"\operatorname",
        "*",
        r"\big",
        r"\not",
        r"\kern",
        "3",
        "pt",
        "-",
        r"\hspace{1e999em}",
        r"\mathbb",
        "é",
        "日",
        "\u{0}",
        r"\",
        r"\over",
        "x",
        " ",
        r"\substack",
        r"\limits",
    ];
    let mut dice = 0x7ee_u64;
    let mut next = move |bound: usize| {
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        (dice % bound as u64) as usize
    };
    for length in [2, 5, 12, 40, 200] {
        for _ in 0..400 {
            let source: String = (0..length).map(|_| shards[next(shards.len())]).collect();
            if let Ok(row) = read(&source) {
                assert!(depth(&row) < 120, "{source}");
            }
        }
    }
}

#[test]
fn nothing_but_mathml_comes_out() {
    let names = [
        "mrow",
        "mi",
        "mn",
        "mo",
        "mtext",
        "mspace",
        "mfrac",
        "msqrt",
        "mroot",
        "msub",
        "msup",
        "msubsup",
        "munder",
        "mover",
        "munderover",
        "mtable",
        "mtr",
        "mtd",
        "mstyle",
        "mphantom",
        "mpadded",
    ];
    let attributes = [
        "mathvariant",
        "stretchy",
        "lspace",
        "rspace",
        "form",
        "fence",
        "movablelimits",
        "width",
        "linethickness",
        "displaystyle",
        "scriptlevel",
        "class",
        "accent",
        "accentunder",
        "minsize",
        "maxsize",
    ];
    fn all<'a>(element: &'a Element, out: &mut Vec<&'a Element>) {
        out.push(element);
        element.children.iter().for_each(|child| all(child, out));
    }
    for source in CORPUS.lines() {
        let row = read(source).unwrap_or_default();
        let mut found = Vec::new();
        row.children.iter().for_each(|child| all(child, &mut found));
        for element in found {
            assert!(names.contains(&element.tag), "{} in {source}", element.tag);
            assert!(
                element.text.is_empty() || element.children.is_empty(),
                "{source}"
            );
            for (name, value) in &element.attributes {
                assert!(attributes.contains(name), "{name} in {source}");
                assert!(!value.contains([':', '(', '<', '"']), "{value} in {source}");
            }
        }
    }
}
