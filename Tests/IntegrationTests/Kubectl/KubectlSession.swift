import Foundation
import Testing

/// One kubectl program at work in a namespace of its own.
struct KubectlSession {
  let program: String
  let daemon: TestDaemon
  let namespace: String
  /// Before 1.24 kubectl has neither subresources nor server-side field validation, and shows managed fields unasked.
  let isOld: Bool

  /// Runs `body` for each kubectl of this machine against one daemon without a kubelet.
  static func each(_ theme: String, _ body: (KubectlSession) throws -> Void) throws {
    try TestDaemon.with(components: KubectlTests.control) { daemon in
      for (index, program) in Kubectl.programs.enumerated() {
        let session = KubectlSession(
          program: program, daemon: daemon, namespace: "\(theme)-\(index)", isOld: program.hasSuffix("/usr/bin/kubectl"))
        try session.expect("create", "namespace", session.namespace)
        try body(session)
      }
    }
  }

  /// kubectl in the session's namespace, unless the arguments name another; `isAnywhere`: without a namespace on the command line.
  func run(
    _ arguments: [String], input: String? = nil, environment: [String: String] = [:], isAnywhere: Bool = false
  ) throws -> CommandResult {
    let isElsewhere = isAnywhere || arguments.contains { $0 == "-n" || $0 == "-A" || $0.hasPrefix("--namespace") || $0 == "--raw" }
    return try Command(
      arguments: [program] + (isElsewhere ? [] : ["--namespace", namespace]) + arguments,
      environment: ["KUBECONFIG": daemon.kubeconfig, "HOME": daemon.directory].merging(environment) { $1 }, input: input
    ).run()
  }

  /// The command succeeds, and prints the text.
  func expect(
    _ arguments: String..., input: String? = nil, environment: [String: String] = [:], prints text: String = "",
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let result = try run(arguments, input: input, environment: environment)
    let isSaid = text.isEmpty || (result.output + result.errors).contains(text)
    #expect(result.status == 0 && isSaid, "\(program) \(arguments): \(result)", sourceLocation: sourceLocation)
  }

  /// The command fails, and says why.
  func refuses(
    _ arguments: String..., input: String? = nil, saying text: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let result = try run(arguments, input: input)
    #expect(
      result.status != 0 && (result.output + result.errors).contains(text), "\(program) \(arguments): \(result)",
      sourceLocation: sourceLocation)
  }

  /// What a JSONPath finds in an object or a list.
  func read(_ arguments: String..., path: String) throws -> String {
    try run(["get"] + arguments + ["-o", "jsonpath=" + path]).output
  }

  /// The names of what is there, in the server's order.
  func names(_ arguments: String...) throws -> [String] {
    try run(["get"] + arguments + ["-o", "jsonpath={.items[*].metadata.name}"]).output.split(separator: " ").map(String.init)
  }

  /// Who has written to the object, as its managed fields tell.
  func managers(_ arguments: String...) throws -> [String] {
    try run(["get"] + arguments + (isOld ? [] : ["--show-managed-fields"]) + ["-o", "jsonpath={.metadata.managedFields[*].manager}"])
      .output.split(separator: " ").map(String.init)
  }

  /// An editor that replaces words in the file that kubectl hands to it.
  func editor(replacing word: String, with other: String) throws -> [String: String] {
    let path = daemon.directory + "/editor-\(UUID().uuidString.prefix(8))"
    try "#!/bin/sh\nsed -i 's/\(word)/\(other)/g' \"$1\"\n".write(toFile: path, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    return ["EDITOR": path]
  }
}
