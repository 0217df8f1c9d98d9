import Basics

/// Why an image can't be had.
public struct ImageError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Code: Sendable { case invalidReference, notPresent, corrupt, unsupported, system }
  public var code: Code
  public var message: String
  public init(_ code: Code, _ message: String) { (self.code, self.message) = (code, message) }
  public var description: String { message }
}

/// Runs a body that only fails in the system's or our own words, and gives its failure as an `ImageError`.
func asImageError<Result>(_ body: () throws -> Result) throws(ImageError) -> Result {
  do {
    return try body()
  } catch let error as ImageError {
    throw error
  } catch {
    throw ImageError(.system, "\(error)")
  }
}
