internal import CLinux
internal import Glibc
internal import ZeroMQ

/// A command's connection to its master's control socket.
///
/// Belongs to the thread that made it.
public final class ControlLink {
    /// What ended a wait.
    public enum Event: Sendable, Hashable {
        /// The master sent a packet.
        case received([UInt8])
        /// The time was over.
        case timedOut
        /// The connection ended: the master has stopped, or was restarted. libzmq makes it anew by itself.
        case disconnected
        /// The operator pressed ctrl-C, or somebody asked the command to end: the signal's number.
        case interrupted(Int32)
    }

    private let socket: Socket
    private let monitor: Monitor
    private var poller = Poller()
    private let packets: Int
    private let signals: Int
    private let losses: Int
    private let signalDescriptor: Int32

    /// Connects to the master that listens at a path.
    ///
    /// From now on SIGINT and SIGTERM do not end the process but come as events, so that a command can say where its job is.
    /// A process makes one such link.
    ///
    /// - Throws: ``NoMasterError`` where nobody listens there; `ZeroMQError` where libzmq refuses.
    public init(path: String) throws {
        signalDescriptor = brine_catch_signals()
        if let reason = LocalSocket.reasonNobodyListens(at: path) { throw NoMasterError(path: path, reason: reason) }
        socket = try Socket(.dealer, in: BusContext().context)
        try socket.set(.linger, .milliseconds(200))
        try socket.set(.maximumMessageSize, SocketPolicy.longestFromMaster)
        try socket.set(.receiveHighWaterMark, SocketPolicy.commandBacklog)
        try socket.set(.reconnectInterval, .milliseconds(100))
        // What is asked while nobody is there is asked again later: it must not pile up.
        try socket.set(.sendHighWaterMark, 4)
        monitor = try Monitor(of: socket, events: .disconnected)
        try socket.connect("ipc://\(path)")
        packets = poller.add(socket, events: .readable)
        signals = poller.add(descriptor: signalDescriptor, events: .readable)
        losses = poller.add(monitor.socket, events: .readable)
    }

    /// Sends a packet to the master, or drops it where others wait already.
    ///
    /// - Throws: `ZeroMQError` where libzmq refuses.
    public func send(_ packet: [UInt8]) throws {
        _ = try socket.send(packet)
    }

    /// Waits for the next packet, for as long as a duration, or for ever.
    ///
    /// - Throws: `ZeroMQError` where libzmq refuses.
    public func wait(_ timeout: Duration?) throws -> Event {
        if let message = try socket.receive() { return .received(message.array()) }
        try poller.wait(timeout)
        if poller.ready(signals).contains(.readable) {
            let signal = brine_next_signal(signalDescriptor)
            if signal != 0 { return .interrupted(signal) }
        }
        if poller.ready(packets).contains(.readable), let message = try socket.receive() {
            return .received(message.array())
        }
        if poller.ready(losses).contains(.readable), try monitor.next() != nil { return .disconnected }
        return .timedOut
    }
}

/// No master listens where a command looked for it.
public struct NoMasterError: Error, Sendable, CustomStringConvertible {
    /// Where it looked.
    public let path: String
    /// What the system said.
    public let reason: String

    /// Nobody listens at a path, for the reason the system gives.
    public init(path: String, reason: String) {
        self.path = path
        self.reason = reason
    }

    /// The error in words.
    public var description: String {
        "no master answers at \(path) (\(reason)). Is salt-master running, and is the configuration directory (-c) the right one?"
    }
}
