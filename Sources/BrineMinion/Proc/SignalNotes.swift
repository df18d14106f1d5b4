internal import BrineCore
internal import BrineModules
internal import MessagePack

/// Who asked for which signal to which job: written down before the signal is sent.
///
/// So the job's return can say it, whoever makes it: the worker, the minion, or the next minion after a kill. And a call that
/// is made a second time, since its own return was lost, is known. The notes lie beside the proc directory's records, hidden
/// from whoever lists those.
struct SignalNotes: Sendable {
    /// A signal that was asked for.
    struct Note: Sendable, Hashable {
        /// The signal's number.
        var signal: Int32
        /// Who asked, and in which call.
        var caller: SignalCaller
    }

    /// How many notes of a job are kept; the oldest go first.
    private static let longest = 16

    private let folder: DurableFolder

    /// The notes of the jobs in a proc directory.
    init(procFolder: String) {
        folder = DurableFolder("\(procFolder)/.signals")
    }

    /// The signals that were asked for, in their order; none where nobody asked or the file cannot be read.
    func notes(of jid: JobID) -> [Note] {
        guard let bytes = try? folder.read(jid), let list = try? Value(messagePack: bytes).arrayValue else { return [] }
        return list.compactMap { value in
            guard let signal = value["signal"]?.intValue.flatMap({ Int32(exactly: $0) }),
                let user = value["user"]?.stringValue,
                let call = value["call"]?.stringValue.flatMap({ JobID($0) })
            else { return nil }
            return Note(signal: signal, caller: SignalCaller(user: user, call: call))
        }
    }

    /// Who asked last for a signal to a job.
    func user(whoAskedFor signal: Int32, to jid: JobID) -> String? {
        notes(of: jid).last { $0.signal == signal }?.caller.user
    }

    /// Writes a note.
    ///
    /// Nobody waits for the disk: a note outlives the minion and its worker, and after a loss of power there is no job that it
    /// could tell of.
    ///
    /// - Throws: ``FileError`` where the system refuses.
    func add(_ note: Note, to jid: JobID) throws(FileError) {
        let all = (notes(of: jid) + [note]).suffix(Self.longest)
        let values = all.map { note -> Value in
            [
                "signal": .int(Int64(note.signal)), "user": .string(note.caller.user),
                "call": .string(note.caller.call.description),
            ]
        }
        try folder.write(Value.array(values).messagePack, for: jid, isSynced: false)
    }

    /// Removes a job's notes; that there are none is no error.
    func remove(_ jid: JobID) {
        try? folder.remove(jid)
    }

    /// Removes the notes of jobs that are not there any more.
    func removeAll(except jids: Set<JobID>) {
        let noted = (try? folder.list().jids) ?? []
        for jid in noted where !jids.contains(jid) { remove(jid) }
    }
}
