/// A command whose exit code 1 is an answer: something differs, or would change. Whatever goes wrong, the command line itself too, ends it
/// with 2 or more, so that scripts can tell the two apart.
protocol DifferenceTelling {}
