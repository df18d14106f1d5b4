import Testing

@testable import BrineTransport

@Suite struct `A daemon's own keys` {
    private let folder: KeyFolder

    init() throws {
        folder = try KeyFolder()
    }

    @Test func `are made once, the secret one for its owner alone`() throws {
        let keys = try OwnKeys(named: "master", in: "\(folder.path)/pki/master")
        let again = try OwnKeys(named: "master", in: "\(folder.path)/pki/master")

        #expect(again.publicKey == keys.publicKey)
        #expect(again.secretKey == keys.secretKey)
        #expect(folder.names("pki/master") == ["master.key", "master.pub"])
        #expect(folder.mode("pki/master/master.key") == 0o600)
        #expect(folder.mode("pki/master/master.pub") == 0o644)
        #expect(folder.mode("pki/master") == 0o700)
        #expect(folder.text("pki/master/master.pub") == "\(keys.publicKey)\n")
    }

    @Test func `are not the same for two daemons`() throws {
        let (first, second) = (try KeyFolder(), try KeyFolder())

        #expect(
            try OwnKeys(named: "minion", in: first.path).publicKey
                != OwnKeys(named: "minion", in: second.path).publicKey
        )
    }

    @Test(arguments: [nil, "", "nonsense", "00000000000000000000000000000000000000000"])
    func `have their public file made again where it is missing or damaged`(_ damage: String?) throws {
        let keys = try OwnKeys(named: "minion", in: folder.path)
        if let damage {
            try folder.write(damage, to: "minion.pub")
        } else {
            try #require(folder.remove("minion.pub"))
        }

        #expect(try OwnKeys(named: "minion", in: folder.path).publicKey == keys.publicKey)
        #expect(folder.text("minion.pub") == "\(keys.publicKey)\n")
    }

    @Test func `are not replaced where the secret file is damaged`() throws {
        _ = try OwnKeys(named: "minion", in: folder.path)
        try folder.write("damaged\n", to: "minion.key")

        #expect(throws: KeyError.malformed(path: "\(folder.path)/minion.key")) {
            try OwnKeys(named: "minion", in: folder.path)
        }
        #expect(folder.text("minion.key") == "damaged\n")
    }

    @Test func `cannot lie where a file is in the way`() throws {
        try folder.write("", to: "pki")

        #expect(throws: KeyError.self) { try OwnKeys(named: "minion", in: "\(folder.path)/pki") }
        #expect(throws: KeyError.self) { try OwnKeys(named: "minion", in: "\(folder.path)/pki/minion") }
    }

    @Test func `of a text are the same each time, and of no other text`() throws {
        let keys = try [OwnKeys(seed: "a/web1"), OwnKeys(seed: "a/web1"), OwnKeys(seed: "a/web2")]
        #expect(keys[0].publicKey == keys[1].publicKey && keys[0].secretKey == keys[1].secretKey)
        #expect(keys[0].publicKey != keys[2].publicKey)
    }
}
