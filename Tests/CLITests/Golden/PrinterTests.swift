import APIMachinery
import ArgumentParser
import Basics
import Testing

@testable import CLI

@Suite struct PrinterTests {
  @Test("columns never get narrower between flushes, and the last has no trailing space")
  func columns() {
    var writer = ColumnWriter()
    writer.add(["NAME", "X"])
    writer.add(["long-name", ""])
    #expect(writer.flush() == "NAME        X\nlong-name   \n")
    writer.add(["a", "b"])
    #expect(writer.flush() == "a           b\n")
  }

  @Test("tabbed text aligns runs of lines, as Go's tabwriter does")
  func tabbed() {
    #expect(
      TabbedText.aligned("Name:\tweb\nLong Name:\tx\nHead:\n  a\tb\tc\n  ddd\te\tf\n")
        == "Name:       web\nLong Name:  x\nHead:\n  a    b  c\n  ddd  e  f\n")
    #expect(TabbedText.aligned("a\n") == "a\n")
    #expect(TabbedText.aligned("Labels:\tx=1\n\ty=2\n") == "Labels:  x=1\n         y=2\n")
  }

  @Test("unified differences", arguments: [
    ("a\nb\nc\n", "a\nb\nc\n", ""),
    ("", "x\n", "@@ -0,0 +1 @@\n+x\n"),
    ("x\n", "", "@@ -1 +0,0 @@\n-x\n"),
    ("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n", "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n"),
    ("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n", "0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n", "@@ -1,3 +1,4 @@\n+0\n 1\n 2\n 3\n@@ -7,4 +8,3 @@\n 7\n 8\n 9\n-10\n"),
  ])
  func unified(old: String, new: String, hunks: String) {
    let text = UnifiedDiff().text(from: old, to: new, oldName: "a", newName: "b")
    #expect(text == (hunks.isEmpty ? "" : "--- a\n+++ b\n" + hunks))
  }

  @Test("an edit script turns the old text into the new, whatever they are")
  func editScripts() {
    let random = SeededRandom(seed: 7)
    for _ in 0..<300 {
      let old = (0..<random.below(12)).map { _ in String(random.below(4)) }
      let new = (0..<random.below(12)).map { _ in String(random.below(4)) }
      let edits = UnifiedDiff.edits(old, new)
      let before = edits.compactMap { edit -> String? in
        switch edit {
        case .keep(let line), .remove(let line): line
        case .insert: nil
        }
      }
      let after = edits.compactMap { edit -> String? in
        switch edit {
        case .keep(let line), .insert(let line): line
        case .remove: nil
        }
      }
      #expect(before == old && after == new)
    }
  }

  @Test("texts that are long and have little in common take neither the memory nor the time of their product", .timeLimit(.minutes(1)))
  func longEditScripts() {
    let (old, new) = ((0..<20_000).map { "a\($0)" }, (0..<20_000).map { "b\($0)" })
    #expect(UnifiedDiff.edits([], new) == new.map { .insert($0) })
    #expect(UnifiedDiff.edits(old, []) == old.map { .remove($0) })
    #expect(UnifiedDiff.edits(["x"] + old + ["y"], ["x"] + new + ["y"]).count == 40_002)
    let edited = old[..<9_999] + ["c"] + old[10_000...]
    #expect(UnifiedDiff.edits(old, Array(edited)).count == 20_001)
  }

  @Test("durations as Go reads them", arguments: [
    ("0", Duration.zero), ("30", .seconds(30)), ("1h30m", .seconds(5400)), ("500ms", .milliseconds(500)), ("-5s", .seconds(-5)),
  ])
  func durations(text: String, duration: Duration) {
    #expect(GoDuration.read(text) == duration)
  }

  @Test("what is no duration", arguments: ["", "x", "5 s", "1d", "s"])
  func badDurations(text: String) { #expect(GoDuration.read(text) == nil) }

  @Test("arguments are put into the form that the parser reads")
  func normalizer() {
    let normalizer = ArgumentNormalizer(root: TestRoot.self)
    #expect(normalizer.normalize(["-n", "x", "get", "pods"]) == ["get", "pods", "-n", "x"])
    #expect(normalizer.normalize(["--context=c", "get"]) == ["get", "--context=c"])
    #expect(
      normalizer.normalize(["delete", "x", "--wait=false", "--all=true", "--cascade"])
        == ["delete", "x", "--no-wait", "--all", "--cascade=background"])
    #expect(normalizer.normalize(["get", "-o", "x=true", "--selector=a=true"]) == ["get", "-o", "x=true", "--selector=a=true"])
    #expect(normalizer.normalize(["exec", "p", "--", "--all=true"]) == ["exec", "p", "--", "--all=true"])
    #expect(normalizer.normalize(["--help"]) == ["--help"])
  }

  @Test("colour only on a terminal and without NO_COLOR")
  func color() {
    var environment = CommandEnvironment.current
    #expect(!Console(environment).usesColor)
    environment.terminal.outputIsTerminal = true
    #expect(Console(environment).colored("x", .red) == "\u{1b}[31mx\u{1b}[0m")
    environment.variables["NO_COLOR"] = "1"
    #expect(Console(environment).colored("x", .red) == "x")
  }
}
