/// An object as it is and as it would be, as text.
struct DiffPair: Sendable {
  var name: String
  var live: String
  var merged: String
}

/// Prints differences with the built-in differ, or with the program that KUBECTL_EXTERNAL_DIFF names.
struct DiffPrinter {
  let session: ClusterSession

  /// True when there is a difference.
  func print(_ pairs: [DiffPair]) async throws -> Bool {
    if pairs.isEmpty { return false }
    if let external = session.environment.variables["KUBECTL_EXTERNAL_DIFF"], !external.isEmpty {
      return try await printExternally(pairs, external)
    }
    for pair in pairs {
      let text = UnifiedDiff().text(from: pair.live, to: pair.merged, oldName: "LIVE/" + pair.name, newName: "MERGED/" + pair.name)
      try await session.console.write(colored(text))
    }
    return true
  }

  private func colored(_ text: String) -> String {
    guard session.console.usesColor else { return text }
    return text.split(separator: "\n").map { line in
      let color: Console.Color? = line.hasPrefix("@@") ? .cyan : line.hasPrefix("+") ? .green : line.hasPrefix("-") ? .red : nil
      return (color.map { session.console.colored(String(line), $0) } ?? String(line)) + "\n"
    }.joined()
  }

  /// The program gets two directories with a file for each object; its exit code 1 means that they differ.
  private func printExternally(_ pairs: [DiffPair], _ command: String) async throws -> Bool {
    let files = session.environment.files
    let live = try await files.makeTemporaryDirectory(prefix: "LIVE-")
    let merged = try await files.makeTemporaryDirectory(prefix: "MERGED-")
    var paths: [String] = []
    var outcome = ProcessOutcome(exitCode: 2)
    var failure: (any Error)?
    do {
      for pair in pairs {
        for (directory, text) in [(live, pair.live), (merged, pair.merged)] where !text.isEmpty {
          paths.append(directory + "/" + pair.name)
          try await files.write(Array(text.utf8), to: directory + "/" + pair.name)
        }
      }
      let words = command.split(separator: " ").map(String.init)
      outcome = try await session.environment.runProcess(ProcessRequest(words[0], words.dropFirst() + [live, merged]))
    } catch {
      failure = error
    }
    for path in paths + [live, merged] { try? await files.remove(path) }
    if let failure { throw failure }
    guard outcome.exitCode <= 1 else {
      throw CommandFailure("failed to run \"\(command)\": exit code \(outcome.exitCode)", exitCode: outcome.exitCode)
    }
    return outcome.exitCode == 1
  }
}
