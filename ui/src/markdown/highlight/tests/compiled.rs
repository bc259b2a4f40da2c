//! The same for compiled languages.

use super::languages::check;

#[test]
fn rust() {
    check(
        "rust",
        "#[derive(Debug)]\npub fn tide<'a>(at: &'a str) -> Option<u64> {\n    let c = 'x'; // high\n",
        &[
            "meta:#[derive(Debug)]",
            "keyword:pub",
            "keyword:fn",
            "function:tide",
            "meta:'a",
            "meta:'a",
            "type:str",
            "type:Option",
            "type:u64",
            "keyword:let",
            "string:'x'",
            "comment:// high",
        ],
    );
    check(
        "rs",
        "println!(\"a \\\" b\"); r#\"raw \" \"#; /* a /* b */ c */ 0xFF 1_000.5e-3 b'\\n' self.match_it(true)\n",
        &[
            "function:println",
            "string:\"a \\\" b\"",
            "string:r#\"raw \" \"#",
            "comment:/* a /* b */ c */",
            "number:0xFF",
            "number:1_000.5e-3",
            "string:'\\n'",
            "keyword:self",
            "function:match_it",
            "number:true",
        ],
    );
    check("rust", "r\"a\nb\" x\n", &["string:r\"a", "string:b\""]);
}

#[test]
fn compiled_languages() {
    check(
        "c",
        "#include <stdio.h>\nint main(void) { return 'a' + 0x1fUL; } /* x\ny */\n",
        &[
            "meta:#include",
            "type:int",
            "function:main",
            "type:void",
            "keyword:return",
            "string:'a'",
            "number:0x1fUL",
            "comment:/* x",
            "comment:y */",
        ],
    );
    check(
        "c++",
        "auto x = std::vector<int>{1}; class A {};\n",
        &[
            "keyword:auto",
            "type:vector",
            "type:int",
            "number:1",
            "keyword:class",
            "type:A",
        ],
    );
    check(
        "c#",
        "var s = @\"a\\\"; string t = null;\n",
        &[
            "keyword:var",
            "string:@\"a\\\"",
            "type:string",
            "number:null",
        ],
    );
    check(
        "java",
        "@Override public List<String> at() { throw new Error(\"x\"); }\n",
        &[
            "meta:@Override",
            "keyword:public",
            "type:List",
            "type:String",
            "function:at",
            "keyword:throw",
            "keyword:new",
            "function:Error",
            "string:\"x\"",
        ],
    );
    check(
        "kotlin",
        "fun at(n: Int) = \"\"\"a\nb\"\"\" ?: null\n",
        &[
            "keyword:fun",
            "function:at",
            "type:Int",
            "string:\"\"\"a",
            "string:b\"\"\"",
            "number:null",
        ],
    );
    check(
        "go",
        "func (t *Tide) At(n int) error { return nil } // `\n",
        &[
            "keyword:func",
            "type:Tide",
            "function:At",
            "type:int",
            "type:error",
            "keyword:return",
            "number:nil",
            "comment:// `",
        ],
    );
    check(
        "swift",
        "@State var n: Int? = nil; print(\"\\(n)\")\n",
        &[
            "meta:@State",
            "keyword:var",
            "type:Int",
            "number:nil",
            "function:print",
            "string:\"\\(n)\"",
        ],
    );
    check(
        "scala",
        "case class A(n: Int) extends B // c\n",
        &[
            "keyword:case",
            "keyword:class",
            "type:A",
            "type:Int",
            "keyword:extends",
            "type:B",
            "comment:// c",
        ],
    );
    check(
        "haskell",
        "main :: IO () -- a\n{- b {- c -} d\n-} let f' = Just 'x'\n",
        &[
            "type:IO",
            "comment:-- a",
            "comment:{- b {- c -} d",
            "comment:-}",
            "keyword:let",
            "type:Just",
            "string:'x'",
        ],
    );
}
