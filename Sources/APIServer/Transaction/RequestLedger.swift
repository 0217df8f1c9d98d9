import APIMachinery

/// What is judged once for a request, however often the request is decided: judgements that use something up. Belongs to one task.
final class RequestLedger {
  private var refusals: [ObjectKey: StatusError?] = [:]

  /// Throws what the first judgement of the object threw.
  func once(_ key: ObjectKey, _ judge: () throws(StatusError) -> Void) throws(StatusError) {
    if let known = refusals[key] {
      if let known { throw known }
      return
    }
    do throws(StatusError) {
      try judge()
      refusals.updateValue(nil, forKey: key)
    } catch {
      refusals.updateValue(error, forKey: key)
      throw error
    }
  }
}
