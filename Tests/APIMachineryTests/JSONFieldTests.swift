import Testing

@testable import APIMachinery

struct JSONFieldTests {
  @Test func `a field is found among others that look like it`() throws {
    let text = Array(#"{"a":"{\"metadata\":1}","b":{"metadata":{"x":[1,"]"]}},"metadata":{"managedFields":[{"f":{}}],"name":"n"},"z":null}"#.utf8)
    let metadata = try #require(JSON.field("metadata", in: text))
    #expect(String(decoding: text[metadata.value], as: UTF8.self) == #"{"managedFields":[{"f":{}}],"name":"n"}"#)
    let managed = try #require(JSON.field("managedFields", in: text, at: metadata.value.lowerBound))
    #expect(String(decoding: text[managed.whole], as: UTF8.self) == #""managedFields":[{"f":{}}]"#)
    #expect(JSON.field("name", in: text) == nil)
    #expect(JSON.field("z", in: text).map { String(decoding: text[$0.value], as: UTF8.self) } == "null")
  }

  @Test(arguments: 0..<64)
  func `what breaks off or is none finds nothing and reads no further`(_ seed: Int) {
    let text = Array(#"{"a":["\\\"",{"b":[]}],"metadata":{"c":"d"}}"#.utf8)
    #expect(JSON.field("metadata", in: Array(text.prefix(seed % text.count))) == nil)
    var broken = text
    broken[seed % (text.count - 8)] = UInt8(truncatingIfNeeded: seed &* 37 &+ 34)
    _ = JSON.field("metadata", in: broken)
    _ = JSON.field("metadata", in: broken, at: seed)
  }
}
