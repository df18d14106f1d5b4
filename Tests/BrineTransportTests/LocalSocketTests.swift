import Testing
import ZeroMQ

@testable import BrineTransport

@Suite struct `The local control socket` {
    @Test func `has somebody who listens, or the system's reason`() throws {
        let folder = try KeyFolder()
        let path = "\(folder.path)/master.ipc"
        #expect(LocalSocket.reasonNobodyListens(at: path) == "No such file or directory")
        let context = try Context()
        do {
            let socket = try Socket(.router, in: context)
            try socket.bind("ipc://\(path)")
            #expect(LocalSocket.reasonNobodyListens(at: path) == nil)
        }
        try folder.write("", to: "file")
        #expect(LocalSocket.reasonNobodyListens(at: "\(folder.path)/file") == "Connection refused")
    }

    @Test func `has a path that fits`() {
        let longest = "/" + String(repeating: "a", count: LocalSocket.longestPath - 1)
        #expect(throws: Never.self) { try LocalSocket.check(longest) }
        #expect(LocalSocket.reasonNobodyListens(at: longest) != "the path is too long for a socket")
        #expect(throws: BusError.socketPathTooLong(longest + "a", limit: 107)) {
            try LocalSocket.check(longest + "a")
        }
        #expect(LocalSocket.reasonNobodyListens(at: longest + "a") == "the path is too long for a socket")
    }

    @Test func `cannot be connected to where no master is`() throws {
        let folder = try KeyFolder()
        let error = #expect(throws: NoMasterError.self) { try ControlLink(path: "\(folder.path)/master.ipc") }
        #expect(error?.description.contains("(No such file or directory). Is salt-master running") == true)
    }
}
