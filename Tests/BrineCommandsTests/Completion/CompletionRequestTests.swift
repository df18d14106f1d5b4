import BrineCore
import Glibc
import Testing

@testable import BrineCommands

@Suite struct `What a word can become` {
    private let room: KeyRoom

    init() throws {
        room = try KeyRoom()
        try room.put("web1", "web2", "db1", in: .accepted)
        try room.put("new1", in: .unaccepted)
        try room.put("bad1", in: .rejected)
        try room.put("web1", in: .denied, byte: 2)
    }

    /// The values that fish is given for the end of a line with the room's configuration.
    private func values<Command: BrineCommand>(_ command: Command.Type, _ words: String...) throws -> [String] {
        let arguments = [CompletionRequest.marker, "fish", "-c", room.path] + words
        let lines = try #require(CompletionRequest(arguments)).answer(for: command).split(separator: "\n").dropFirst()
        return lines.map { String($0.prefix { $0 != "\t" }) }
    }

    @Test func `is an accepted minion where a target stands`() throws {
        #expect(try values(SaltCommand.self, "") == ["db1", "web1", "web2"])
        #expect(try values(SaltCommand.self, "we") == ["web1", "web2"])
        #expect(try values(SaltCommand.self, "-L", "web2,") == ["web2,db1", "web2,web1"])
    }

    @Test func `is nothing where a target is made of grains or patterns`() throws {
        for option in ["-E", "-G", "-P", "-C", "-S"] {
            #expect(try values(SaltCommand.self, option, "").isEmpty)
        }
    }

    @Test func `is a nodegroup after -N`() throws {
        try room.write("pki_dir: \(room.path)/pki\nnodegroups: {front: 'web*', back: 'db*'}\n", to: "master")
        #expect(try values(SaltCommand.self, "-N", "") == ["back", "front"])
    }

    @Test func `is a key in a state that fits the option`() throws {
        #expect(try values(SaltKeyCommand.self, "-a", "") == ["new1"])
        #expect(try values(SaltKeyCommand.self, "--accept=") == ["--accept=new1"])
        #expect(try values(SaltKeyCommand.self, "--include-rejected", "-a", "") == ["bad1", "new1"])
        #expect(try values(SaltKeyCommand.self, "-r", "") == ["new1"])
        #expect(try values(SaltKeyCommand.self, "--include-accepted", "-r", "w") == ["web1", "web2"])
        #expect(try values(SaltKeyCommand.self, "-d", "") == ["bad1", "db1", "new1", "web1", "web2"])
        #expect(try values(SaltKeyCommand.self, "-l", "") == ["acc", "pre", "un", "den", "rej", "all"])
    }

    @Test func `is a function of the command's own`() throws {
        #expect(
            try values(SaltCommand.self, "web1", "saltutil.find") == ["saltutil.find_cached_job", "saltutil.find_job"]
        )
        #expect(try values(SaltCommand.self, "*", "test.echo,test.pi") == ["test.echo,test.ping"])
        #expect(try values(SaltCallCommand.self, "test.pi") == ["test.ping"])
        #expect(try values(SaltRunCommand.self, "jobs.act") == ["jobs.active"])
        #expect(try values(SaltRunCommand.self, "-d", "jobs.act") == ["jobs.active"])
        #expect(try values(SaltRunCommand.self, "test.pi").isEmpty)
    }

    @Test func `is a parameter of the function that is not given yet`() throws {
        #expect(try values(SaltCommand.self, "web1", "cmd.run", "uptime", "cw") == ["cwd="])
        #expect(try values(SaltCommand.self, "web1", "cmd.run", "uptime", "cwd=/", "cw").isEmpty)
        #expect(try values(SaltRunCommand.self, "jobs.list_jobs", "lim") == ["limit="])
    }

    @Test func `is a module's name where its functions are not known`() throws {
        try room.write("module_dirs: [\(room.path)/modules]\ncachedir: \(room.path)/cache\n", to: "minion")
        try #require(mkdir("\(room.path)/modules", 0o755) == 0)
        try room.write("#!/bin/sh\n", to: "modules/greet")
        #expect(try values(SaltCallCommand.self, "gree").isEmpty)
        try #require(chmod("\(room.path)/modules/greet", 0o755) == 0)
        #expect(try values(SaltCallCommand.self, "gree") == ["greet."])
    }

    @Test func `is an option that is not given yet, by its first name that fits`() throws {
        #expect(try values(SaltCommand.self, "--out") == ["--out", "--out-indent", "--out-file", "--out-file-append"])
        #expect(try values(SaltCommand.self, "--outp").contains("--output"))
        #expect(try values(SaltCommand.self, "-v", "--verb").isEmpty)
        #expect(try values(SaltCommand.self, "-").contains("-v"))
        #expect(try !values(SaltMasterCommand.self, "--re").contains("--ready-fd"))
    }

    @Test func `is left to the shell where it is a file or a folder`() throws {
        func text(_ words: String...) throws -> String {
            try #require(CompletionRequest([CompletionRequest.marker, "zsh"] + words)).answer(for: SaltCommand.self)
        }
        #expect(try text("--out-file=a") == "files 11")
        #expect(try text("-c", "") == "directories 0")
    }

    @Test func `is nothing where the configuration is wrong or not there`() throws {
        try room.write("pki_dir: [1\n", to: "master")
        #expect(try values(SaltCommand.self, "").isEmpty)
        let arguments = [CompletionRequest.marker, "bash", "salt -c /nonexistent ", ""]
        #expect(try #require(CompletionRequest(arguments)).answer(for: SaltCommand.self).isEmpty)
    }

    @Test(arguments: [[], ["---candidates"], ["---candidates", "tcsh", ""], ["test.ping", "bash", "salt "]])
    func `is asked in one form alone`(_ arguments: [String]) {
        #expect(CompletionRequest(arguments) == nil)
    }
}
