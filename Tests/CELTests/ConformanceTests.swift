import APIMachinery
import Basics
import CEL
import Testing

/// What expressions mean, one line each (cel-spec and the libraries of Kubernetes).
@Suite struct ConformanceTests {
  static let environment = Environment(variables: ["self": .dyn, "x": .int, "s": .string])

  static let bindings: [String: CELValue] = [
    "self": CELValue(["name": "web", "replicas": 3, "tags": ["a", "b"], "labels": ["app": "web", "tier": "front"], "gone": .null]),
    "x": .int(5),
    "s": .string("héllo"),
  ]

  static func run(_ source: String) throws -> Result<CELValue, EvaluationError> {
    try environment.compile(source).evaluate(bindings).result
  }

  @Test(arguments: [
    // arithmetic, comparison, logic
    "1 + 2 * 3 == 7", "(1 + 2) * 3 == 9", "-7 / 2 == -3", "-7 % 2 == -1", "7u - 2u == 5u", "1.5 * 2.0 == 3.0", "-9223372036854775808 < 0",
    "0x1F == 31", "1 == 1", "dyn(1) == 1u", "dyn(1) == 1.0", "dyn(1u) < 1.5", "'a' < 'b'", "b'ab' < b'b'", "true || (1 / 0 == 1)",
    "(1 / 0 == 1) || true",
    "!((1 / 0 == 1) && false)", "x > 3 ? true : false", "!!true", "- -x == 5", "1 in [1, 2]", "!('c' in {'a': 1})", "false ? false : true",
    "[1, 2] + [3] == [1, 2, 3]", "'ab' + 'cd' == 'abcd'", "b'a' + b'b' == b'ab'", "{'a': 1} == {'a': 1}", "[[1]] == [[1]]",
    "[1, 2] != [2, 1]",
    "type(1) == int", "type('a') == string", "type([]) == list", "type(timestamp('2024-01-01T00:00:00Z')) == google.protobuf.Timestamp",
    // strings
    "size('héllo') == 5", "s.size() == 5", "'a\\u00e9\\n' == 'aé\\n'", "r'\\n' == '\\\\n'", "'''a\nb''' == 'a\\nb'",
    "'hello'.contains('ell')",
    "'hello'.startsWith('he') && 'hello'.endsWith('lo')", "'hello'.charAt(1) == 'e'", "'hello'.indexOf('l') == 2",
    "'hello'.lastIndexOf('l') == 3",
    "'a,b,c'.split(',') == ['a', 'b', 'c']", "'a,b,c'.split(',', 2) == ['a', 'b,c']", "['a', 'b'].join('-') == 'a-b'",
    "'hello'.substring(1, 3) == 'el'",
    "' a '.trim() == 'a'", "'aXbX'.replace('X', 'y') == 'ayby'", "'aXbX'.replace('X', 'y', 1) == 'aybX'", "'Ab'.lowerAscii() == 'ab'",
    "'Ab'.upperAscii() == 'AB'",
    "'%s is %d of %.2f'.format(['a', 1, 2.5]) == 'a is 1 of 2.50'", "'%x %X %o %b'.format([255, 255, 8, 5]) == 'ff FF 10 101'",
    "'%s'.format([['a', 1]]) == '[a, 1]'", "strings.quote('a\"b') == '\"a\\\\\"b\"'", "'abc'.reverse() == 'cba'",
    // fields, macros
    "self.name == 'web'", "has(self.name) && !has(self.other)", "self['replicas'] == 3", "self.tags[1] == 'b'",
    "self.labels.all(k, k.size() > 2)",
    "self.tags.exists(t, t == 'a')", "self.tags.exists_one(t, t == 'a')", "self.tags.map(t, t + '!') == ['a!', 'b!']",
    "self.tags.filter(t, t > 'a') == ['b']",
    "[1, 2, 3].map(i, i > 1, i * 2) == [4, 6]", "[1, 2].all(i, v, v == i + 1)", "{'a': 1}.transformMap(k, v, v + 1) == {'a': 2}",
    "[1, 2].transformList(i, v, i * v) == [0, 2]", "{'a': 1}.transformMapEntry(k, v, {v: k}) == {1: 'a'}", "[0, 1].exists(i, 1 / i == 1)",
    "![].exists(i, true) && [].all(i, false)", "cel.bind(y, 2, y * y) == 4", "[1, 2].exists(x, x == 2) && x == 5", "self.gone == null",
    // optionals
    "self.?name.hasValue()", "!self.?other.hasValue()", "self.?other.orValue('z') == 'z'", "self[?'name'].value() == 'web'",
    "[1][?5].orValue(7) == 7",
    "optional.of(1).optMap(v, v + 1).value() == 2", "optional.none().or(optional.of(3)).value() == 3", "[?optional.none(), 1] == [1]",
    "{?'a': optional.of(1), ?'b': optional.none()} == {'a': 1}", "self.?labels.?app.orValue('') == 'web'",
    "optional.ofNonZeroValue('') == optional.none()",
    // conversions, times
    "int('42') == 42", "int(3.9) == 3", "uint(3) == 3u", "double('1.5') == 1.5", "string(1.5) == '1.5'", "string(2.0) == '2'",
    "bool('true')", "string(b'ab') == 'ab'",
    "duration('1h30m').getMinutes() == 90", "string(duration('90m')) == '5400s'", "timestamp('2024-02-29T12:30:00Z').getDayOfMonth() == 28",
    "timestamp('2024-02-29T12:30:00Z').getDayOfYear() == 59", "timestamp('2024-02-29T23:30:00Z').getHours('+01:00') == 0",
    "timestamp('2024-02-29T12:30:00Z').getDayOfWeek() == 4",
    "timestamp('2024-01-01T00:00:00Z') + duration('24h') == timestamp('2024-01-02T00:00:00Z')",
    "timestamp(0) < timestamp('2000-01-01T00:00:00.5Z')",
    "string(timestamp('2024-01-01T00:00:00.50Z')) == '2024-01-01T00:00:00.5Z'",
    "timestamp('2024-01-02T00:00:00Z') - timestamp('2024-01-01T00:00:00Z') == duration('24h')",
  ])
  func `the language`(source: String) throws {
    #expect(try Self.run(source) == .success(.bool(true)), "\(source)")
  }

  @Test(arguments: [
    "[1, 2, 2].isSorted()", "[1, 2, 3].sum() == 6", "[1.5, 2.5].sum() == 4.0", "[3, 1].min() == 1 && [3, 1].max() == 3",
    "['a', 'b'].indexOf('b') == 1",
    "[1, 1, 2].distinct() == [1, 2]", "[3, 1, 2].sort() == [1, 2, 3]", "[1, 2, 3].slice(1, 3) == [2, 3]", "[[1], [2]].flatten() == [1, 2]",
    "lists.range(3) == [0, 1, 2]",
    "sets.contains([1, 2, 3], [2])", "sets.equivalent([1, 2, 2], [2, 1])", "sets.intersects([1, 2], [2, 3])", "math.greatest(1, 5, 3) == 5",
    "math.least([4, 2]) == 2",
    "'abc123'.find('[0-9]+') == '123'", "'1 22 333'.findAll('[0-9]+') == ['1', '22', '333']", "'1 22 333'.findAll('[0-9]+', 2).size() == 2",
    "'app-1'.matches('^[a-z]+-[0-9]$')", "quantity('1500m').isGreaterThan(quantity('1'))", "quantity('50k').add(20) == quantity('50020')",
    "quantity('1Gi').asInteger() == 1073741824", "!isQuantity('1Zz')", "quantity('200M').compareTo(quantity('0.2G')) == 0",
    "quantity('1.5').sign() == 1",
    "url('https://user@example.com:8080/p/q?k=v&k=w').getHost() == 'example.com:8080'", "url('https://[::1]:80/a').getHostname() == '::1'",
    "url('https://example.com/p?k=v&k=w').getQuery() == {'k': ['v', 'w']}", "!isURL('not a url')", "url('/a/b').getEscapedPath() == '/a/b'",
    "ip('192.168.0.1').family() == 4", "ip('::1').isLoopback()", "!isIP('1.2.3')", "cidr('10.0.0.0/8').containsIP('10.1.2.3')",
    "cidr('10.0.0.0/8').containsCIDR('10.1.0.0/16')",
    "cidr('10.1.2.3/8').masked() == cidr('10.0.0.0/8')", "cidr('10.0.0.0/8').prefixLength() == 8",
    "!cidr('10.0.0.0/8').containsIP(ip('11.0.0.1'))",
    "format.dns1123Label().validate('my-name') == optional.none()", "format.dns1123Label().validate('My Name').hasValue()",
    "format.named('uuid').hasValue()",
    "semver('1.2.3').isLessThan(semver('1.10.0'))", "isSemver('1.0.0-alpha.1')", "!isSemver('1.0')", "semver('v1.0', true).major() == 1",
    "semver('1.0.0-a').compareTo(semver('1.0.0')) == -1",
  ])
  func `the libraries`(source: String) throws {
    #expect(try Self.run(source) == .success(.bool(true)), "\(source)")
  }

  @Test(arguments: [
    ("1 / 0", "division by zero"), ("1 % 0", "modulus by zero"), ("9223372036854775807 + 1", "integer overflow"),
    ("self.other", "no such key: other"),
    ("[1][3]", "index out of bounds: 3"), ("int('a')", "type conversion error from 'string' to 'int': \"a\""),
    ("optional.none().value()", "optional.none() dereference"),
    ("self.name + 1", "no such overload"), ("self.name && true", "no such overload"),
    ("'abc'.substring(2, 1)", "invalid substring range. start: 2, end: 1"),
    ("[].min() == 1", "min called on empty list"),
  ])
  func `errors of a run`(source: String, message: String) throws {
    #expect(try Self.run(source) == .failure(EvaluationError(message)), "\(source)")
  }

  @Test(arguments: [
    ("x +", "Syntax error: mismatched input '<EOF>' expecting an expression"), ("y == 1", "undeclared reference to 'y' (in container '')"),
    ("x == 'a'", "found no matching overload for '_==_' applied to '(int, string)'"),
    ("s.foo()", "undeclared reference to 'foo' (in container '')"),
    ("s.startsWith(1)", "found no matching overload for 'startsWith' applied to 'string.(int)'"),
    ("[1, 'a']", "expected type 'int' but found 'string'"),
    ("s.field", "type 'string' does not support field selection"), ("has(x)", "invalid argument to has() macro"),
    ("[1].all(1, true)", "argument must be a simple name"),
    ("s.matches('(')", "invalid matches argument: error parsing regexp: missing closing ): `(`"),
    ("'abc", "Syntax error: token recognition error at: ''abc'"),
    ("99999999999999999999", "invalid int literal"),
    ("x.all(i, true)", "expression of type 'int' cannot be range of a comprehension (must be list, map, or dynamic)"),
  ])
  func `errors before a run`(source: String, message: String) throws {
    let error = #expect(throws: CompileError.self) { try Self.environment.compile(source) }
    #expect(error?.issues.first?.message == message)
  }

  @Test func `an issue is shown with its place`() {
    let error = #expect(throws: CompileError.self) { try Self.environment.compile("x > 0 && y") }
    #expect(error?.description == "ERROR: <input>:1:10: undeclared reference to 'y' (in container '')\n | x > 0 && y\n | .........^")
  }
}
