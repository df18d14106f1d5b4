import BrineCore
import BrineModules
import MessagePack
import Testing

@Suite struct `The module test, computing` {
    /// The two parts of what a function answered that tells its time.
    private func timed(_ function: String, _ argument: Value) async throws -> (value: Value, seconds: Double) {
        let pair = try #require(try await call(function, argument).value.arrayValue)
        try #require(pair.count == 2)
        guard case .double(let seconds) = pair[1] else {
            Issue.record("the seconds are \(pair[1])")
            return (pair[0], .nan)
        }
        return (pair[0], seconds)
    }

    @Test(arguments: [(0, 0), (1, 1), (2, 1), (3, 2), (10, 55), (92, 7_540_113_804_746_346_429)] as [(Int64, Int64)])
    func `fib answers a number of the sequence and the seconds it took`(place: Int64, number: Int64) async throws {
        let (value, seconds) = try await timed("test.fib", .int(place))
        #expect(value == .int(number))
        #expect(seconds >= 0)
    }

    @Test func `fib goes as far as 64 bits do`() async throws {
        #expect(try await timed("test.fib", 93).value == .uint(12_200_160_415_121_876_738))
        for place: Value in [-1, 94, .int(.max)] {
            let result = try await call("test.fib", place)
            #expect(result.text.contains("num must be an integer from 0 to 93, found an integer"))
            #expect(result.retcode == 1)
        }
    }

    @Test func `collatz answers the sequence without its last number and the seconds it took`() async throws {
        #expect(try await timed("test.collatz", 1).value == [])
        let (value, seconds) = try await timed("test.collatz", 3)
        #expect(value == [3, 10, 5, 16, 8, 4, 2])
        #expect(seconds >= 0)
    }

    @Test func `collatz takes the longest way below its bound, and nothing above`() async throws {
        #expect(try await timed("test.collatz", 670_617_279).value.arrayValue?.count == 986)
        #expect(try await timed("test.collatz", 1_000_000_000).value.arrayValue?.last == 2)
        for start: Value in [0, -5, 1_000_000_001, .int(.max)] {
            let result = try await call("test.collatz", start)
            #expect(result.text.contains("start must be an integer from 1 to 1000000000, found an integer"))
        }
    }

    @Test(arguments: ["test.random_hash", "test.rand_str"])
    func `random_hash answers the hash of a number, of 1 where there is no other`(name: String) async throws {
        let sha256 = "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b"
        let sha512 =
            "4dff4ea340f0a823f15d3f4f01ab62eae0e5da579ccb851f8db9dfe84c58b2b3"
            + "7b89903a740e1ee172da793a6e79d560e5f7f9bd058a12a280433ed6fa46510a"
        #expect(try await call(name, 1).text == sha256)
        #expect(try await call(name, 1, "sha512").text == sha512)
        #expect(try await call(name, 1, configuration: ["hash_type": "sha512"]).text == sha512)
        #expect(try await call(name, 1, "sha256", configuration: ["hash_type": "sha512"]).text == sha256)
    }

    @Test func `random_hash differs from call to call`() async throws {
        // Ten numbers of ten thousand million: all are the same once in 10^90 times.
        var hashes: Set<String> = []
        for _ in 0..<10 { hashes.insert(try await call("test.random_hash").text) }
        #expect(hashes.count > 1)
        #expect(hashes.allSatisfy { $0.count == 64 })
    }

    @Test func `random_hash refuses other sizes and hashes`() async throws {
        let size = try await call("test.random_hash", 0)
        #expect(size.text.contains("size must be an integer from 1 to 9223372036854775807, found an integer: 0"))
        let given = try await call("test.random_hash", 1, "md5")
        #expect(given.text.contains("hash_type must be sha256 or sha512, found a text: md5"))
        let setting = try await call("test.random_hash", 1, configuration: ["hash_type": "md5"])
        #expect(setting.text.contains("hash_type must be sha256 or sha512, found a text: md5"))
    }
}
