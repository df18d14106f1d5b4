internal import Glibc

/// A connection of a minion and the one to the master that belongs to it, with what is on the way between them.
struct Link {
    /// The most bytes that wait in one direction; beyond it nothing more is read.
    private static let bound = 262_144

    /// The minion's end.
    let minion: Int32
    /// The master's end.
    let master: Int32
    private var up: [UInt8] = []
    private var down: [UInt8] = []
    private var minionEnded = false
    private var masterEnded = false

    init(minion: Int32, master: Int32) {
        self.minion = minion
        self.master = master
    }

    /// What to wait for at both ends.
    func interest(_ weather: LinkWeather) -> (minion: Int16, master: Int16) {
        let (goesUp, goesDown) = Self.directions(weather)
        var events: (minion: Int16, master: Int16) = (0, 0)
        if goesUp {
            if !minionEnded, up.count < Self.bound { events.minion |= Int16(POLLIN) }
            if !up.isEmpty { events.master |= Int16(POLLOUT) }
        }
        if goesDown {
            if !masterEnded, down.count < Self.bound { events.master |= Int16(POLLIN) }
            if !down.isEmpty { events.minion |= Int16(POLLOUT) }
        }
        return events
    }

    /// Moves what can be moved.
    ///
    /// - Returns: whether the link goes on; where not, its ends are to be closed.
    mutating func move(_ weather: LinkWeather) -> Bool {
        let (goesUp, goesDown) = Self.directions(weather)
        if goesUp {
            if up.count < Self.bound, !minionEnded { minionEnded = !Self.read(minion, into: &up) }
            if !Self.write(&up, to: master) { return false }
            if minionEnded, up.isEmpty { return false }
        }
        if goesDown {
            if down.count < Self.bound, !masterEnded { masterEnded = !Self.read(master, into: &down) }
            if !Self.write(&down, to: minion) { return false }
            if masterEnded, down.isEmpty { return false }
        }
        return true
    }

    /// Closes both ends; with a reset, if it is to be noticed at once and nothing more to be read.
    func end(reset: Bool) {
        for descriptor in [minion, master] {
            if reset {
                var option = linger(l_onoff: 1, l_linger: 0)
                setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
            }
            close(descriptor)
        }
    }

    private static func directions(_ weather: LinkWeather) -> (up: Bool, down: Bool) {
        switch weather {
        case .clear: (true, true)
        case .cut: (false, false)
        case .stalled(let up, let down): (!up, !down)
        }
    }

    /// Reads what is there; false at the end.
    private static func read(_ descriptor: Int32, into buffer: inout [UInt8]) -> Bool {
        var block = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &block, block.count, Int32(MSG_DONTWAIT))
        if count > 0 {
            buffer += block[..<count]
            return true
        }
        return count < 0 && (errno == EAGAIN || errno == EINTR || errno == ENOTCONN)
    }

    /// Writes what fits; false where nobody takes it any more.
    private static func write(_ buffer: inout [UInt8], to descriptor: Int32) -> Bool {
        guard !buffer.isEmpty else { return true }
        let count = send(descriptor, buffer, buffer.count, Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL))
        if count > 0 { buffer.removeFirst(count) }
        return count > 0 || errno == EAGAIN || errno == EINTR || errno == ENOTCONN
    }
}
