import APIMachinery
import GitStore
import Store
import Testing

/// What must be there: for each object what was acknowledged last, or what was under way at a kill since.
struct CrashLedger {
  var last: [ObjectKey: (revision: Revision, text: String)] = [:]
  var uncertain: [ObjectKey: Set<String>] = [:]
  var underWay: [String: (key: ObjectKey, text: String)] = [:]
  var newest = Revision.zero

  mutating func add(_ lines: [String]) throws {
    for line in lines {
      let fields = line.split(separator: " ").map(String.init)
      guard fields.count >= 5 else { continue }
      let resource = fields[1].split(separator: ".", maxSplits: 1).map(String.init)
      let key = ObjectKey(
        GroupResource(group: resource.count > 1 ? resource[1] : "", resource: resource[0]), namespace: fields[2], name: fields[3])
      if fields[0] == "try" {
        underWay[key.namespace] = (key, fields[4])
        continue
      }
      underWay[key.namespace] = nil
      let revision = try #require(Revision(fields[5]))
      newest = max(newest, revision)
      last[key] = (revision, fields[4])
      uncertain[key] = nil
    }
    for (key, text) in underWay.values { uncertain[key, default: []].insert(text) }
    underWay = [:]
  }

  func check(_ store: GitStore, _ round: Int) {
    #expect(store.revision >= newest, "round \(round): revisions went back")
    let snapshot = store.snapshot()
    for (key, entry) in last {
      let object = snapshot.get(key)
      let found = object?.decoded()[path: "data", "text"]?.string ?? "-"
      #expect(found == entry.text || uncertain[key]?.contains(found) == true, "round \(round): \(key) at \(entry.revision)")
      if let object, found == entry.text { #expect(object.revision == entry.revision, "round \(round): \(key)") }
    }
  }
}
