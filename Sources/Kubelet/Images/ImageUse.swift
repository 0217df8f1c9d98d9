import Basics
import RuntimeInterface

/// Which images were used when, and which may go (Garbage Collection: "Container image garbage collection").
struct ImageUse: Sendable, Equatable {
  /// Younger ones stay: somebody may be about to use them.
  static let minimumAge = Duration.seconds(120)

  private struct Entry: Sendable, Equatable {
    var detected: Timestamp
    var used: Timestamp
  }
  private var entries: [String: Entry] = [:]

  /// `inUse` are the names, ids and digests that containers go by.
  mutating func note(_ images: [ImageStatus], inUse: Set<String>, now: Timestamp) {
    let ids = Set(images.map(\.id))
    entries = entries.filter { ids.contains($0.key) }
    for image in images {
      var entry = entries[image.id] ?? Entry(detected: now, used: never)
      if !inUse.isDisjoint(with: [image.id] + image.tags + image.digests) { entry.used = now }
      entries[image.id] = entry
    }
  }

  private var never: Timestamp { Timestamp(secondsSinceEpoch: 0) }

  /// Of the images that nobody uses the ones that were unused for longest, until `bytes` are freed; pinned ones stay.
  func surplus(_ images: [ImageStatus], bytes: Int64, minimumAge: Duration = Self.minimumAge, now: Timestamp) -> [ImageStatus] {
    let unused = images.filter { image in
      guard !image.isPinned, let entry = entries[image.id] else { return false }
      return entry.used < now && now - entry.detected >= minimumAge
    }
    .sorted { a, b in
      let (first, second) = (entries[a.id], entries[b.id])
      return (first?.used ?? never, first?.detected ?? never, a.id) < (second?.used ?? never, second?.detected ?? never, b.id)
    }
    var freed: Int64 = 0
    return unused.prefix { image in
      defer { freed += image.sizeBytes }
      return freed < bytes
    }
  }
}
