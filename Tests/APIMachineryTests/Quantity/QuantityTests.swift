import APIMachinery
import Basics
import Testing

@Suite struct QuantityTests {
  @Test(arguments: [
    ("0", "0"), ("1000m", "1"), ("0.5", "500m"), ("1.5", "1500m"), ("1024Mi", "1Gi"), ("1000Mi", "1000Mi"), ("0.5Gi", "512Mi"), ("1500Ki", "1500Ki"),
    ("100Ki", "100Ki"), ("1Ki", "1Ki"), ("512Ki", "512Ki"), ("0.001Ki", "1024m"), ("2e3", "2e3"), ("2000e0", "2e3"), ("1e-3", "1e-3"),
    ("1000000", "1M"), ("1000k", "1M"), ("123456789", "123456789"), ("1n", "1n"), ("0.1n", "1n"), ("-0.1n", "-1n"), ("1000000n", "1m"), ("-1.5Gi", "-1536Mi"),
    ("+5", "5"), (".5", "500m"), ("5.", "5"), ("9223372036854775807", "9223372036854775807"), ("10E", "9223372036854775807"), ("8Ei", "9223372036854775807"),
    ("1E", "1E"), ("1E3", "1e3"), ("00012", "12"), ("100000000000000000000000000000000000000000000000000001", "9223372036854775807"),
    ("0.00000000000000000000000000000000000000001", "1n"), ("1023", "1023"), ("3Pi", "3Pi"), ("7.0Ei", "7Ei"),
  ])
  func `text becomes its canonical form`(text: String, canonical: String) throws {
    let quantity = try Quantity(text)
    #expect(quantity.description == canonical)
    #expect(try Quantity(canonical) == quantity)
    #expect(try Quantity(canonical).description == canonical)
  }

  @Test(arguments: [("1e9223372036854775807", .max), ("0.5e9223372036854775806", .max), ("1e-9223372036854775808", 1), ("0e9223372036854775807", 0)])
  func `exponents beyond all sense are the limit, or next to nothing`(text: String, value: Int64) throws {
    #expect(try Quantity(text).value == value)
  }

  @Test(arguments: [
    ("", .format), ("1.1.M", .format), ("1+1.0M", .suffix), ("0.1mi", .suffix), ("aoeu", .format), (".5i", .suffix), ("1i", .suffix), ("-3.01e-", .suffix),
    (" 1", .format), ("1 ", .format), ("1Kib", .format), (".", .number), ("-", .number), ("Mi", .number), ("1KiMi", .suffix), ("1mm", .suffix),
  ] as [(String, Quantity.ParseError)])
  func `malformed text is refused`(text: String, error: Quantity.ParseError) {
    do throws(Quantity.ParseError) {
      let quantity = try Quantity(text)
      Issue.record("\(text) became \(quantity)")
    } catch where text == "1+1.0M" {
      #expect(error == .format || error == .suffix)
    } catch let found {
      #expect(found == error)
    }
  }

  @Test func `arithmetic is exact and rounds up where asked for whole numbers`() throws {
    let sum = try Quantity("100m") + Quantity("0.2")
    #expect(sum.description == "300m")
    #expect(try (Quantity("1Gi") - Quantity("1Mi")).description == "1023Mi")
    #expect(try (Quantity.zero + Quantity("1Ki")).description == "1Ki")
    #expect(try Quantity("1500m").value == 2)
    #expect(try Quantity("-1500m").value == -2)
    #expect(try Quantity("1.0001").milliValue == 1001)
    #expect(try Quantity("0.1") < Quantity("101m"))
    #expect((try Quantity("8E") * 4).value == .max)
    #expect(Quantity(.int(2))?.description == "2")
    #expect(Quantity(.double(0.5))?.description == "500m")
    #expect(Quantity(.bool(true)) == nil)
  }

  @Test func `random quantities order and add like numbers`() throws {
    let random = SeededRandom(seed: 3)
    let suffixes = ["n", "u", "m", "", "k", "M", "Ki", "Mi"]
    for _ in 0..<2_000 {
      let a = try Quantity("\(random.below(100_000))\(suffixes[random.below(8)])")
      let b = try Quantity("\(random.below(1_000)).\(random.below(1_000))\(suffixes[random.below(8)])")
      #expect((a + b) - b == a)
      #expect((a < b) == ((a - b).isNegative))
      #expect(try Quantity(a.description) == a && Quantity((a + b).description) == a + b)
    }
  }

  @Test(arguments: [("25%", 10, true, 3), ("25%", 10, false, 2), ("0%", 10, true, 0), ("100%", 7, true, 7), ("150%", 3, false, 4)])
  func `percentages scale`(text: String, total: Int, roundUp: Bool, expected: Int) {
    #expect(IntOrString(.string(text))?.scaled(of: Int64(total), roundUp: roundUp) == Int64(expected))
  }

  @Test func `numbers stay, names don't scale`() {
    #expect(IntOrString(.int(4))?.scaled(of: 100, roundUp: true) == 4)
    #expect(IntOrString(.string("http"))?.scaled(of: 100, roundUp: true) == nil)
    #expect(IntOrString(.bool(true)) == nil)
  }
}
