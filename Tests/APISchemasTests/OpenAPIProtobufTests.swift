import APIMachinery
import Basics
import Testing

@testable import APISchemas

/// Reads the encoded document back with a reader of its own.
@Suite struct OpenAPIProtobufTests {
  private struct Field {
    let number: Int
    let bytes: ArraySlice<UInt8>
    var text: String { String(decoding: bytes, as: UTF8.self) }
  }

  private func fields(_ bytes: ArraySlice<UInt8>) throws -> [Field] {
    var fields: [Field] = []
    var position = bytes.startIndex
    func varint() throws -> Int {
      var value = 0
      var shift = 0
      while true {
        let byte = Int(try #require(position < bytes.endIndex ? bytes[position] : nil))
        position += 1
        value |= (byte & 0x7f) << shift
        shift += 7
        if byte < 0x80 { return value }
      }
    }
    while position < bytes.endIndex {
      let tag = try varint()
      if tag & 7 == 0 {
        fields.append(Field(number: tag >> 3, bytes: [UInt8(try varint())]))
      } else {
        #expect(tag & 7 == 2)
        let count = try varint()
        #expect(position + count <= bytes.endIndex)
        fields.append(Field(number: tag >> 3, bytes: bytes[position..<position + count]))
        position += count
      }
    }
    return fields
  }

  private func named(_ fields: [Field], _ number: Int, _ name: String) throws -> [Field] {
    for field in fields where field.number == number {
      let pair = try self.fields(field.bytes)
      if pair.first?.text == name { return try self.fields(try #require(pair.last).bytes) }
    }
    Issue.record("no \(name)")
    return []
  }

  @Test func `the document reads back`() throws {
    let document = try fields(Scheme.openAPIv2Protobuf(Samples.scheme.openAPIv2())[...])
    #expect(document.map(\.number) == [1, 2, 8, 9])
    #expect(document[0].text == "2.0")
    let definitions = try fields(document[3].bytes)
    #expect(definitions.count == Samples.scheme.openAPIv2()["definitions"]?.object?.count)
    let port = try named(definitions, 1, "io.k8s.api.core.v1.ServicePort")
    #expect(port.first { $0.number == 4 }?.text == "A port of a service.")
    #expect(port.filter { $0.number == 19 }.map(\.text) == ["port"])
    let properties = try fields(try #require(port.first { $0.number == 25 }).bytes)
    let target = try named(properties, 1, "targetPort")
    #expect(target.first?.text == "#/definitions/io.k8s.apimachinery.pkg.util.intstr.IntOrString")
  }

  @Test func `extensions and query parameters are where clients look for them`() throws {
    let document = try fields(Scheme.openAPIv2Protobuf(Samples.scheme.openAPIv2())[...])
    let paths = try fields(document[2].bytes)
    let item = try named(paths, 2, "/apis/apps/v1/namespaces/{namespace}/deployments/{name}")
    let patch = try fields(try #require(item.first { $0.number == 8 }).bytes)
    let kind = try named(patch, 13, "x-kubernetes-group-version-kind")
    #expect(kind.first?.number == 2)
    #expect(kind.first?.text == #"{"group":"apps","kind":"Deployment","version":"v1"}"#)
    var names: [String] = []
    for item in patch where item.number == 8 {
      let choice = try fields(try #require(try fields(item.bytes).first).bytes)
      guard let other = choice.first(where: { $0.number == 2 }) else { continue }
      let query = try #require(try fields(other.bytes).first { $0.number == 3 })
      if let name = try fields(query.bytes).first(where: { $0.number == 4 }) { names.append(name.text) }
    }
    #expect(names == ["dryRun", "fieldManager", "fieldValidation", "force"])
  }
}
