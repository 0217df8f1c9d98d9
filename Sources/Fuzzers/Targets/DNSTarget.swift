import DNSMessage

/// DNS messages: what is read can be written again and says the same, and no limit is passed.
struct DNSTarget: FuzzTarget {
  let name = "dns"
  let dictionary = ["\u{c}", "\0\u{1}\0\u{1}", "\0\u{21}", "\0\u{29}", "\0\u{6}", "\0\u{10}", "\u{3}svc", "\u{5}local\0", "\0\0\0\0", "\u{3f}", "\u{7f}"]

  var seeds: [[UInt8]] {
    guard let name = DNSName("web.default.svc.cluster.local"), let zone = DNSName("cluster.local") else { return [] }
    var query = DNSMessage(id: 1)
    query.recursionDesired = true
    query.questions = [DNSQuestion(name, .srv)]
    query.edns = EDNS(datagramBytes: 1232)
    var response = query.response()
    let soa = StartOfAuthority(server: zone, mailbox: zone, serial: 1, refresh: 2, retry: 3, expire: 4, minimum: 5)
    response.answers = [
      DNSRecord(name, ttlSeconds: 5, .srv(priority: 0, weight: 100, port: 443, name)), DNSRecord(name, ttlSeconds: 5, .cname(zone)),
      DNSRecord(name, ttlSeconds: 5, .text("1.1.0")), DNSRecord(name, ttlSeconds: 5, .mx(preference: 1, zone)),
    ]
    response.authority = [DNSRecord(zone, ttlSeconds: 5, .soa(soa)), DNSRecord(zone, ttlSeconds: 5, .ns(name))]
    return [query.encoded(), response.encoded()]
  }

  func run(_ input: [UInt8]) async throws(Finding) -> Bool {
    guard let message = try? DNSMessage(reading: input) else { return false }
    let whole = message.encoded()
    guard let again = try? DNSMessage(reading: whole) else { throw Finding("what was read can't be read again") }
    // Names written out in full may make it longer than a message can be.
    if !again.isTruncated || message.isTruncated {
      guard again.questions == message.questions, again.answers == message.answers, again.authority == message.authority else {
        throw Finding("what was read reads as something else")
      }
    }
    let options = message.edns?.options.reduce(11) { $0 + 4 + $1.value.count } ?? 0
    let short = message.encoded(limit: 512)
    guard short.count <= max(512, DNSMessage.headerBytes + options) else { throw Finding("\(short.count) bytes were written where 512 may be") }
    guard (try? DNSMessage(reading: short)) != nil else { throw Finding("what was cut off can't be read") }
    return true
  }
}
