//! What must not compile: a command list and its handlers cannot drift apart.

#[test]
fn wrong_handlers_and_calls_do_not_compile() {
    trybuild::TestCases::new().compile_fail("tests/compile_fail/*.rs");
}
