import APIMachinery
import Manifests

/// JSON: what is read is written so that it reads the same from then on (`1e3` is written as the integer that it is).
struct JSONTarget: FuzzTarget {
  let name = "json"
  let seeds = [
    #"{"a":[1,-2.5e3,"\u00e9\ud83d\ude00",true,null],"b":{"c":9223372036854775807}}"#, #"[[],{},"",0,1.0,-0]"#,
  ].map { Array($0.utf8) }
  let dictionary = ["{", "}", "[", "]", ",", ":", "\"", "\\u", "\\ud800", "1e999", "-0", "null", "true", "9223372036854775808", "\u{feff}"]

  func run(_ input: [UInt8]) async throws(Finding) -> Bool {
    guard let read = try? JSON.decode(input) else { return false }
    guard let value = try? JSON.decode(JSON.encode(read)) else { throw Finding("what was written can't be read") }
    guard (try? JSON.decode(JSON.encode(value))) == value else { throw Finding("what was written reads as something else") }
    guard (try? JSON.decode(JSON.pretty(read))) == value else { throw Finding("the indented form reads as something else") }
    return true
  }
}

/// YAML: what is read is written so that it reads the same, and every document's place is inside the text.
struct YAMLTarget: FuzzTarget {
  let name = "yaml"
  let seeds = [
    "a: 1\nb: [x, 'y', \"z\"]\nc:\n- d: |\n    text\n- !!str 5\n", "---\nkind: A # note\n...\n---\n&x {a: *x}\n", "yes: on\n? [k]\n: 0o17\n",
  ].map { Array($0.utf8) }
  let dictionary = ["---", "...", ": ", "- ", "|", ">-", "&a", "*a", "<<: ", "!!int ", "%YAML 1.1", "#", "\t", "\r\n", "'", "\"", "~", "0x", "1_0", ".inf"]

  func run(_ input: [UInt8]) async throws(Finding) -> Bool {
    guard let documents = try? YAML.documents(input) else { return false }
    for document in documents {
      guard document.range.lowerBound >= 0, document.range.upperBound <= input.count else { throw Finding("a document lies outside the text") }
      guard let again = try? YAML.decode(YAML.encode(document.value)) else { throw Finding("what was written can't be read") }
      guard again == document.value else { throw Finding("what was written reads as something else") }
    }
    return !documents.isEmpty
  }
}

/// Manifests: an edit means what it says, and leaves the other documents alone.
struct ManifestTarget: FuzzTarget {
  let name = "manifest"
  let seeds = YAMLTarget().seeds + [Array("# head\na: {b: 1, c: [1, 2]} # tail\n---\nd: e\n".utf8)]
  var dictionary: [String] { YAMLTarget().dictionary }

  func run(_ input: [UInt8]) async throws(Finding) -> Bool {
    guard let documents = try? YAML.documents(input), let first = documents.first, case .object = first.value else { return false }
    var after = first.value
    after["edited"] = ["by": "fuzzer", "times": 2]
    guard let edited = try? ManifestEditor.apply(before: first.value, after: after, to: input, documentIndex: 0) else { return false }
    guard let again = try? YAML.documents(edited) else { throw Finding("the edited manifest can't be read") }
    guard again.map(\.value) == [after] + documents.dropFirst().map(\.value) else { throw Finding("the edit changed something else") }
    return true
  }
}
