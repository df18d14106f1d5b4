import BrineCore
import Testing

@testable import BrineTransport

@Suite struct `Who is let in` {
    private let folder: KeyFolder
    private let accepted: AcceptedKeys
    private let key: PublicKey

    init() throws {
        folder = try KeyFolder()
        let folders = MasterKeyFolders(folder.path)
        try folders.make()
        key = try sampleKey(1)
        try folders.put(key, of: try minion("web"), .accepted)
        try folders.put(try sampleKey(2), of: try minion("db"), .unaccepted)
        try folders.put(try sampleKey(3), of: try minion("old"), .rejected)
        accepted = AcceptedKeys(folders)
    }

    private func request(_ changes: [Int: [UInt8]] = [:]) -> [[UInt8]] {
        var parts = ["1.0", "17", "minions", "10.0.0.1", "", "CURVE"].map { Array($0.utf8) } + [key.bytes]
        for (index, part) in changes { parts[index] = part }
        return parts
    }

    /// The answer's parts as texts, and the reasons told of.
    private func answer(_ request: [[UInt8]], _ keys: AcceptedKeys? = nil) -> ([String], [String]) {
        var reasons: [String] = []
        let answer = ZapHandler.answer(request, accepted: keys ?? accepted) { reasons.append($0) }
        return (answer.map { String(decoding: $0, as: UTF8.self) }, reasons)
    }

    @Test func `an accepted key, under its name`() {
        let (answer, reasons) = answer(request())
        #expect(answer == ["1.0", "17", "200", "OK", "web", ""])
        #expect(reasons == [])
    }

    @Test(arguments: [2, 3, 4] as [UInt8]) func `no other key, which may try again`(byte: UInt8) throws {
        let other = try sampleKey(byte)
        let (answer, reasons) = answer(request([6: other.bytes]))
        #expect(answer == ["1.0", "17", "300", "not accepted", "", ""])
        #expect(reasons == ["10.0.0.1: key \(other.fingerprint) is not accepted"])
    }

    @Test(
        arguments: [
            [2: "operators"], [2: ""], [5: "NULL"], [5: "PLAIN"], [6: ""], [6: "short"],
        ] as [[Int: String]]
    )
    func `nobody of another domain, mechanism or kind of key`(changes: [Int: String]) {
        let (answer, reasons) = answer(request(changes.mapValues { Array($0.utf8) }))
        #expect(answer == ["1.0", "17", "400", "no CURVE key for a known domain", "", ""])
        #expect(reasons == ["10.0.0.1: no CURVE key for a known domain"])
    }

    @Test func `nobody who asks in another way`() {
        for count in [0, 1, 2, 5, 6] {
            let (answer, reasons) = answer(Array(request().prefix(count)))
            #expect(answer == ["1.0", count > 1 ? "17" : "", "500", "malformed request", "", ""])
            #expect(reasons == ["a malformed request of \(count) parts"])
        }
        #expect(answer(request() + [[]]).0[2] == "500")
        #expect(answer(request([0: Array("2.0".utf8)])).0[2] == "500")
        #expect(answer(request([0: []])).0[2] == "500")
    }

    @Test func `nobody for now where the keys cannot be read`() throws {
        try folder.write("", to: "file")
        let (answer, reasons) = answer(request(), AcceptedKeys(MasterKeyFolders("\(folder.path)/file")))
        #expect(answer == ["1.0", "17", "300", "try again later", "", ""])
        #expect(reasons.count == 1)
    }

    @Test func `a strange address is shown and does no harm`() {
        let (answer, _) = answer(request([3: [0xff, 0x00, 0x25, 0x73]]))
        #expect(answer[2] == "200")
    }
}
