import APIMachinery

/// When an Indexed Job has succeeded before all its indexes have (KEP-3998).
struct JobSuccessPolicy {
  private let rules: [Value]
  private let completions: Int

  init(_ job: JobView) {
    rules = job.isIndexed ? job.object["spec"]?["successPolicy"]?["rules"]?.array ?? [] : []
    completions = job.completions ?? 0
  }

  /// The number of the first rule that is met.
  func firstRuleMet(by succeeded: CompletionIndexes) -> Int? {
    rules.firstIndex { rule in
      let count = rule["succeededCount"]?.int.map { Int($0) }
      guard let text = rule["succeededIndexes"]?.string else { return count.map { succeeded.count >= $0 } ?? false }
      let wanted = CompletionIndexes(text: text, limit: completions)
      return succeeded.indexes.intersection(wanted.indexes).count >= (count ?? wanted.count)
    }
  }
}
