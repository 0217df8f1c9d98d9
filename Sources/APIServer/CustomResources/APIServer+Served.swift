import APIMachinery
import APISchemas
import CustomResources

/// What is served, as the request at hand sees it.
extension APIServer {
  var served: ServedAPI { ServedScope.current ?? servedAPIs.current() }
  public var scheme: Scheme { served.scheme }
  var discovery: Discovery { served.discovery }
  var openAPI: OpenAPIDocuments { aggregator.documents(joining: served.openAPI) }
  var ownership: FieldOwnership { served.ownership }

  /// Runs `body` with one API from begin to end.
  func serving<T: Sendable>(_ api: ServedAPI, _ body: () async throws(StatusError) -> T) async throws(StatusError) -> T {
    let result: Result<T, StatusError> = await ServedScope.$current.withValue(api) {
      do throws(StatusError) { return .success(try await body()) } catch { return .failure(error) }
    }
    return try result.get()
  }

  /// As above, within a unit of work: with the definitions that it has made and not committed yet. nil: it has made none.
  func serving<T>(_ api: ServedAPI?, _ unit: inout UnitOfWork, _ body: (inout UnitOfWork) throws(StatusError) -> T) throws(StatusError) -> T {
    guard let api else { return try body(&unit) }
    let result: Result<T, StatusError> = ServedScope.$current.withValue(api) {
      do throws(StatusError) { return .success(try body(&unit)) } catch { return .failure(error) }
    }
    return try result.get()
  }
}
