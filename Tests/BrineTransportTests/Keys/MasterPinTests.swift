import BrineCore
import Testing

@testable import BrineTransport

@Suite struct `The pinned master` {
    private let folder: KeyFolder
    private var file: String { "\(folder.path)/minion_master.pub" }

    init() throws {
        folder = try KeyFolder()
    }

    @Test func `is trusted at first sight and from then on`() throws {
        let key = try sampleKey(1)

        #expect(try MasterPin(in: folder.path, finger: "").check(key))
        #expect(folder.text("minion_master.pub") == "\(key)\n")
        #expect(try !MasterPin(in: folder.path, finger: "").check(key))
    }

    @Test func `is not given up for another one`() throws {
        let (trusted, other) = (try sampleKey(1), try sampleKey(2))
        let pin = MasterPin(in: folder.path, finger: "")
        try pin.check(trusted)

        let error = #expect(throws: KeyError.self) { try pin.check(other) }
        #expect(
            error
                == .masterKeyChanged(
                    path: file,
                    trusted: trusted.fingerprint.description,
                    found: other.fingerprint.description
                )
        )
        #expect(error?.description.contains("remove \(file)") == true)
        #expect(folder.text("minion_master.pub") == "\(trusted)\n")
        #expect(try !pin.check(trusted))
    }

    @Test func `is the one whose key was placed beforehand`() throws {
        let placed = try sampleKey(1)
        try folder.write(placed.description, to: "minion_master.pub")
        let pin = MasterPin(in: folder.path, finger: "")

        #expect(try !pin.check(placed))
        #expect(throws: KeyError.self) { try pin.check(sampleKey(2)) }
    }

    @Test func `must have the fingerprint that was given, in either case`() throws {
        let key = try sampleKey(1)
        let finger = key.fingerprint.description

        #expect(try MasterPin(in: folder.path, finger: finger.uppercased()).check(key))
        #expect(try !MasterPin(in: folder.path, finger: finger).check(key))
    }

    @Test func `is not trusted at first sight with another fingerprint`() throws {
        let (expected, found) = (try sampleKey(1).fingerprint.description, try sampleKey(2).fingerprint.description)

        #expect(throws: KeyError.wrongFingerprint(expected: expected, found: found)) {
            try MasterPin(in: folder.path, finger: expected).check(sampleKey(2))
        }
        #expect(folder.names().isEmpty)
    }

    @Test func `must have the given fingerprint even where it is the placed one`() throws {
        let key = try sampleKey(1)
        try folder.write(key.description, to: "minion_master.pub")
        let finger = try sampleKey(2).fingerprint.description

        #expect(throws: KeyError.wrongFingerprint(expected: finger, found: key.fingerprint.description)) {
            try MasterPin(in: folder.path, finger: finger).check(key)
        }
    }

    @Test(arguments: ["", "not a key"])
    func `is nobody where its file is damaged, and the file stays`(_ content: String) throws {
        try folder.write(content, to: "minion_master.pub")

        #expect(throws: KeyError.malformed(path: file)) {
            try MasterPin(in: folder.path, finger: "").check(sampleKey(1))
        }
        #expect(folder.text("minion_master.pub") == content)
    }
}
