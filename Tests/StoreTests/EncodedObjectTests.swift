import APIMachinery
import Testing

@testable import Store

@Suite struct EncodedObjectTests {
  @Test(
    "the value at a revision is what the text at that revision says, field for field in the same order",
    arguments: [
      #"{"kind":"Pod","spec":{"a":[1,null,"x",true]},"apiVersion":"v1","metadata":{"name":"n","resourceVersion":"3","labels":{"b":"c"}}}"#,
      #"{"apiVersion":"v1","kind":"Pod"}"#,
      #"{"apiVersion":"v1","kind":"Pod","metadata":{},"big":9223372036854775807}"#,
    ])
  func value(_ text: String) throws {
    let encoded = EncodedObject(try JSON.decode(Array(text.utf8)))
    let decoded = try JSON.decode(encoded.json(at: Revision(77)))
    let value = try #require(encoded.value(at: Revision(77)))
    #expect(value == decoded)
    #expect(JSON.encode(value) == JSON.encode(decoded))
    #expect(YAML.encode(value) == YAML.encode(decoded))
  }

  @Test("a number that JSON writes without its point is only to be had by decoding")
  func floats() {
    #expect(EncodedObject(["kind": "Pod", "share": .double(2)]).value(at: Revision(1)) == nil)
  }
}
