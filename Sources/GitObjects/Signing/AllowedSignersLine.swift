import Basics

/// Reads one line of an allowed signers file.
enum AllowedSignersLine {
  static func entry(_ line: Substring, number: Int) throws(AllowedSigners.Malformed) -> AllowedSigners.Entry {
    func malformed(_ problem: String) -> AllowedSigners.Malformed { .init(line: number, problem: problem) }
    guard line.utf8.count <= 32 << 10 else { throw malformed("the line is too long") }
    let words = words(line)
    guard words.count >= 3 else { throw malformed("expected principals, a key's type and the key") }
    let principals = words[0].split(separator: ",").map(String.init)
    guard !principals.isEmpty else { throw malformed("no principals") }
    // A key's type never has a quote or an equals sign; options have nothing else.
    var keyAt = 1
    var options: [String: String] = [:]
    if SSHPublicKey(words[1] + " " + words[2]) == nil {
      guard words.count >= 4 else { throw malformed("\"\(words[1].prefix(40))\" is not a key") }
      options = try self.options(words[1], malformed)
      keyAt = 2
    }
    guard let key = SSHPublicKey(words[keyAt] + " " + words[keyAt + 1]) else { throw malformed("\"\(words[keyAt].prefix(40))\" is not a key") }
    if options["cert-authority"] != nil { throw malformed("cert-authority is not supported: list the keys themselves") }
    var entry = AllowedSigners.Entry(principals: principals, key: key, comment: words[(keyAt + 2)...].joined(separator: " "))
    entry.namespaces = options["namespaces"].map { $0.split(separator: ",").map(String.init) }
    for (name, path) in [("valid-after", \AllowedSigners.Entry.validAfter), ("valid-before", \AllowedSigners.Entry.validBefore)] {
      guard let text = options[name] else { continue }
      guard let time = time(text) else { throw malformed("\(name)=\"\(text.prefix(40))\" is not a time such as 20260102 or 202601021504Z") }
      entry[keyPath: path] = time
    }
    return entry
  }

  /// Split at blanks outside quotes.
  private static func words(_ line: Substring) -> [String] {
    var words: [String] = []
    var word = ""
    var isQuoted = false
    for character in line {
      if character == "\"" { isQuoted.toggle() }
      if !isQuoted, character == " " || character == "\t" {
        if !word.isEmpty { words.append(word) }
        word = ""
      } else {
        word.append(character)
      }
    }
    if !word.isEmpty { words.append(word) }
    return words
  }

  private static func options(
    _ text: String, _ malformed: (String) -> AllowedSigners.Malformed
  ) throws(AllowedSigners.Malformed) -> [String: String] {
    var options: [String: String] = [:]
    var rest = text[...]
    while !rest.isEmpty {
      let name = rest.prefix { $0 != "=" && $0 != "," }
      rest = rest.dropFirst(name.count)
      var value = ""
      if rest.first == "=" {
        rest = rest.dropFirst()
        guard rest.first == "\"", let end = rest.dropFirst().firstIndex(of: "\"") else { throw malformed("the value of \(name) is not in quotes") }
        value = String(rest[rest.index(after: rest.startIndex)..<end])
        rest = rest[rest.index(after: end)...]
      }
      guard ["namespaces", "valid-after", "valid-before", "cert-authority"].contains(name.lowercased()) else {
        throw malformed("unknown option \"\(name.prefix(40))\"")
      }
      options[name.lowercased()] = value
      guard rest.isEmpty || rest.first == "," else { throw malformed("text after the value of \(name)") }
      rest = rest.dropFirst()
    }
    return options
  }

  /// `YYYYMMDD` or `YYYYMMDDHHMM[SS]`, in UTC with or without a Z.
  private static func time(_ text: String) -> Timestamp? {
    let digits = Array(text.hasSuffix("Z") ? text.dropLast() : text[...])
    guard [8, 12, 14].contains(digits.count), digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
    func part(_ from: Int) -> String { digits.count > from ? String(digits[from..<from + 2]) : "00" }
    return Timestamp(rfc3339: "\(String(digits[0..<4]))-\(part(4))-\(part(6))T\(part(8)):\(part(10)):\(part(12))Z")
  }

  static func text(_ time: Timestamp) -> String { time.rfc3339.filter { $0.isNumber } + "Z" }
}
