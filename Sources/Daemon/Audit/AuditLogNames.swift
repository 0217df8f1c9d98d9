import Basics

/// How logs that were put aside are named: `audit-2026-01-02T15-04-05.000.log` for `audit.log`.
struct AuditLogNames {
  let directory: String
  private let stem: String
  private let suffix: String

  init(path: String) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let name = parts.last ?? ""
    let folder = parts.dropLast().joined(separator: "/")
    directory = parts.count == 1 ? "." : folder.isEmpty ? "/" : folder
    let dot = name.lastIndex(of: ".") ?? name.endIndex
    (stem, suffix) = (String(name[..<dot]), String(name[dot...]))
  }

  func backup(at now: Timestamp) -> String {
    // Colons aren't for names of files everywhere.
    let time = now.rfc3339Micro.replacing(":", with: "-").dropLast(4)
    return "\(directory)/\(stem)-\(time)\(suffix)"
  }

  /// Which of these files go: beyond the number that is kept, and too old. The newest are kept.
  func superseded(_ names: [String], _ terms: AuditLogFile.Terms, now: Timestamp) -> [String] {
    let backups = names.compactMap { name in time(name).map { (name: name, time: $0) } }.sorted { $0.time > $1.time }
    var gone: [String] = []
    for (index, backup) in backups.enumerated() {
      let isBeyond = terms.backupsMax > 0 && index >= terms.backupsMax
      let isOld = terms.ageMax.map { now - backup.time > $0 } ?? false
      if isBeyond || isOld { gone.append(backup.name) }
    }
    return gone
  }

  /// Those of the names that are of logs put aside, packed or not.
  func backups(_ names: [String]) -> [String] { names.filter { time($0) != nil } }

  private func time(_ name: String) -> Timestamp? {
    let name = name.hasSuffix(AuditLogArchive.ending) ? name.dropLast(AuditLogArchive.ending.utf8.count) : name[...]
    guard name.hasPrefix(stem + "-"), name.hasSuffix(suffix), name.count > stem.count + 1 + suffix.count else { return nil }
    let text = name.dropFirst(stem.count + 1).dropLast(suffix.count)
    let halves = text.split(separator: "T", maxSplits: 1)
    guard halves.count == 2 else { return nil }
    return Timestamp(rfc3339: "\(halves[0])T\(halves[1].replacing("-", with: ":"))Z")
  }
}
