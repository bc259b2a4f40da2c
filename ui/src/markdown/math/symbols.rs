//! The signs of TeX by name, as tables: a name, a space, what it stands for.

use super::Element;
use super::letters::Font;

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Symbol {
    /// A letter, italic.
    Letter(&'static str),
    /// A letter, upright.
    Upright(&'static str),
    /// An operator or relation.
    Sign(&'static str),
    /// A bracket, as high as its line.
    Fence(&'static str),
    /// A sign without space around it.
    Plain(&'static str),
    /// A large operator with its limits around it.
    Large(&'static str),
    /// A large operator with its limits beside it.
    Integral(&'static str),
    /// The name of a function.
    Function(&'static str),
    /// The name of a function with its limits around it.
    Limit(&'static str),
    /// Space of that width.
    Space(&'static str),
}

/// Pairs, and what the second of each is.
type Table = (&'static str, fn(&'static str) -> Symbol);

/// The sign of that name.
pub fn find(name: &str) -> Option<Symbol> {
    let tables: [Table; 10] = [
        (LETTERS, Symbol::Letter),
        (UPRIGHT, Symbol::Upright),
        (SIGNS, Symbol::Sign),
        (FENCES, Symbol::Fence),
        (PLAIN, Symbol::Plain),
        (LARGE, Symbol::Large),
        (INTEGRALS, Symbol::Integral),
        (FUNCTIONS, Symbol::Function),
        (LIMITS, Symbol::Limit),
        (SPACES, Symbol::Space),
    ];
    tables
        .into_iter()
        .find_map(|(table, symbol)| look_up(table, name).map(symbol))
        // A table of pairs with spaces between has no room for this one.
        .or((name == " ").then_some(Symbol::Space("0.2222em")))
}

/// The second word of the pair whose first one is `name`.
fn look_up(table: &'static str, name: &str) -> Option<&'static str> {
    let mut words = table.split(' ');
    while let (Some(key), Some(value)) = (words.next(), words.next()) {
        if key == name {
            return Some(value);
        }
    }
    None
}

/// A bracket's sign by the name or character behind `\left`; a point is none.
pub fn fence(name: &str) -> Option<&'static str> {
    match name {
        "." => Some(""),
        "(" => Some("("),
        ")" => Some(")"),
        "[" => Some("["),
        "]" => Some("]"),
        "|" => Some("|"),
        "/" => Some("/"),
        "<" => Some("⟨"),
        ">" => Some("⟩"),
        "uparrow" => Some("↑"),
        "downarrow" => Some("↓"),
        "updownarrow" => Some("↕"),
        "backslash" => Some("\\"),
        "vert" => Some("|"),
        "Vert" => Some("‖"),
        _ => look_up(FENCES, name),
    }
}

/// A character that stands for itself.
pub fn character(c: char, font: Font) -> Element {
    match c {
        '(' | ')' | '[' | ']' => Element::of("mo", c).set("stretchy", "false"),
        '-' => Element::of("mo", "−"),
        '*' => Element::of("mo", "∗"),
        '|' => unspaced("|"),
        '/' => unspaced("/"),
        '.' | '"' | '@' | '`' => unspaced(c),
        c if c.is_ascii_alphabetic() && font != Font::Italic && font != Font::Upright => {
            Element::of("mi", font.of(c)).set("mathvariant", "normal")
        }
        c if c.is_alphabetic() => {
            let letter = Element::of("mi", c);
            let upright = font == Font::Upright || !c.is_ascii() && !('α'..='ω').contains(&c);
            if upright {
                letter.set("mathvariant", "normal")
            } else {
                letter
            }
        }
        c if c.is_numeric() => Element::of("mn", font.of(c)),
        c => Element::of("mo", c),
    }
}

/// A sign without space around it.
pub fn unspaced(text: impl Into<String>) -> Element {
    Element::of("mo", text)
        .set("stretchy", "false")
        .set("lspace", "0")
        .set("rspace", "0")
}

/// The name of a function: a little space on both sides of it.
pub fn function(name: &str) -> Element {
    Element::of("mo", name)
        .set("form", "prefix")
        .set("lspace", "0.1667em")
        .set("rspace", "0.1667em")
}

const LETTERS: &str = "alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ varkappa ϰ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω ell ℓ imath ı jmath ȷ digamma ϝ";

const UPRIGHT: &str = "Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω infty ∞ infin ∞ partial ∂ nabla ∇ hbar ℏ hslash ℏ aleph ℵ beth ℶ Re ℜ Im ℑ wp ℘ emptyset ∅ varnothing ∅ N ℕ R ℝ Z ℤ Q ℚ complement ∁ top ⊤ bot ⊥ angle ∠ measuredangle ∡ triangle △ square □ blacksquare ■ Box □ Diamond ◇ degree ° mho ℧ eth ð checkmark ✓ clubsuit ♣ diamondsuit ♢ heartsuit ♡ spadesuit ♠ flat ♭ natural ♮ sharp ♯ AA Å S § P ¶ copyright © pounds £ euro € bigstar ★ lozenge ◊ blacktriangle ▲ qed ∎ Bbbk 𝕜";

const SIGNS: &str = "times × div ÷ cdot ⋅ pm ± mp ∓ ast ∗ star ⋆ circ ∘ bullet ∙ oplus ⊕ ominus ⊖ otimes ⊗ oslash ⊘ odot ⊙ dagger † ddagger ‡ amalg ⨿ cap ∩ cup ∪ uplus ⊎ sqcap ⊓ sqcup ⊔ vee ∨ lor ∨ wedge ∧ land ∧ setminus ∖ smallsetminus ∖ wr ≀ rtimes ⋊ ltimes ⋉ bowtie ⋈ Join ⋈ leq ≤ le ≤ leqslant ⩽ geq ≥ ge ≥ geqslant ⩾ ll ≪ gg ≫ lll ⋘ ggg ⋙ neq ≠ ne ≠ equiv ≡ approx ≈ approxeq ≊ cong ≅ sim ∼ simeq ≃ asymp ≍ propto ∝ varpropto ∝ doteq ≐ triangleq ≜ coloneqq ≔ coloneq ≔ eqqcolon ≕ prec ≺ succ ≻ preceq ⪯ succeq ⪰ lesssim ≲ gtrsim ≳ in ∈ isin ∈ notin ∉ ni ∋ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ subsetneq ⊊ supsetneq ⊋ nsubseteq ⊈ nsupseteq ⊉ sqsubseteq ⊑ sqsupseteq ⊒ vdash ⊢ dashv ⊣ models ⊨ vDash ⊨ Vdash ⊩ nvdash ⊬ perp ⟂ parallel ∥ nparallel ∦ mid ∣ nmid ∤ nleq ≰ ngeq ≱ nless ≮ ngtr ≯ ncong ≇ nsim ≁ lt < gt > forall ∀ exists ∃ nexists ∄ neg ¬ lnot ¬ therefore ∴ because ∵ to → rightarrow → leftarrow ← gets ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ implies ⟹ impliedby ⟸ iff ⟺ longrightarrow ⟶ longleftarrow ⟵ longleftrightarrow ⟷ Longrightarrow ⟹ Longleftarrow ⟸ Longleftrightarrow ⟺ mapsto ↦ longmapsto ⟼ hookrightarrow ↪ hookleftarrow ↩ rightharpoonup ⇀ rightharpoondown ⇁ leftharpoonup ↼ leftharpoondown ↽ rightleftharpoons ⇌ leftrightharpoons ⇋ leftrightarrows ⇆ rightleftarrows ⇄ rightrightarrows ⇉ uparrow ↑ downarrow ↓ updownarrow ↕ Uparrow ⇑ Downarrow ⇓ nearrow ↗ searrow ↘ swarrow ↙ nwarrow ↖ nrightarrow ↛ nleftarrow ↚ nRightarrow ⇏ leadsto ⇝ rightsquigarrow ⇝ twoheadrightarrow ↠ rightarrowtail ↣ circlearrowleft ↺ circlearrowright ↻ colon : vcentcolon : boxtimes ⊠ boxplus ⊞ trianglelefteq ⊴ trianglerighteq ⊵ vartriangleleft ⊲ lhd ⊲ rhd ⊳ trianglerighteq ⊵ bigtriangleup △ bigtriangledown ▽ bigcirc ◯ gtrless ≷ lessgtr ≶ frown ⌢ smile ⌣ between ≬ intercal ⊺ doublebarwedge ⩞ veebar ⊻ barwedge ⊼ oiff ⟺ And & colonequals ≔";

const FENCES: &str = "{ { } } lbrace { rbrace } lbrack [ rbrack ] lparen ( rparen ) langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ lvert | rvert | lVert ‖ rVert ‖ | ‖ Vert ‖ lgroup ⟮ rgroup ⟯ llbracket ⟦ rrbracket ⟧ ulcorner ⌜ urcorner ⌝ llcorner ⌞ lrcorner ⌟";

const PLAIN: &str = "ldots … dots … dotsc … dotso … cdots ⋯ dotsb ⋯ dotsm ⋯ dotsi ⋯ vdots ⋮ ddots ⋱ iddots ⋰ prime ′ backprime ‵ backslash \\ vert | % % $ $ # # & & _ _ slash / cdotp · ldotp .";

const LARGE: &str = "sum ∑ prod ∏ coprod ∐ bigcup ⋃ bigcap ⋂ bigvee ⋁ bigwedge ⋀ bigoplus ⨁ bigotimes ⨂ bigodot ⨀ biguplus ⨄ bigsqcup ⨆";

const INTEGRALS: &str =
    "int ∫ iint ∬ iiint ∭ iiiint ⨌ oint ∮ oiint ∯ oiiint ∰ smallint ∫ intop ∫ idotsint ∫⋯∫";

const FUNCTIONS: &str = "sin sin cos cos tan tan cot cot sec sec csc csc arcsin arcsin arccos arccos arctan arctan arccot arccot sinh sinh cosh cosh tanh tanh coth coth sech sech csch csch exp exp log log ln ln lg lg arg arg dim dim ker ker hom hom deg deg erf erf sgn sgn tr tr Tr Tr rank rank mod mod bmod mod";

const LIMITS: &str = "lim lim limsup limsup liminf liminf max max min min sup sup inf inf det det gcd gcd lcm lcm Pr Pr argmax argmax argmin argmin injlim injlim projlim projlim";

const SPACES: &str = ", 0.1667em thinspace 0.1667em : 0.2222em > 0.2222em medspace 0.2222em ; 0.2778em thickspace 0.2778em ! -0.1667em negthinspace -0.1667em negmedspace -0.2222em quad 1em qquad 2em enspace 0.5em enskip 0.5em space 0.2222em nobreakspace 0.2222em hfill 1em / 0";
