import CZeroMQ

/// What a call into C came to: its value, or the `errno` of its failure.
///
/// Beside ``ZeroMQError``, since "nothing there now" is an everyday answer and no error to build texts for.
enum CallResult {
    case value(Int32)
    case failure(code: Int32)

    /// Makes the call, again while a signal interrupts it.
    ///
    /// The only place that looks at -1 and `errno`. libzmq's calls may be repeated after `EINTR`; a poll is not
    /// repeated, since the time it was given has partly passed.
    init(retryOnInterrupt: Bool = true, _ call: () -> Int32) {
        while true {
            let value = call()
            guard value == -1 else {
                self = .value(value)
                return
            }
            let code = zmq_errno()
            guard retryOnInterrupt, code == EINTR else {
                self = .failure(code: code)
                return
            }
        }
    }

    /// The value, with a failure thrown as the error of the named C function.
    func get(_ function: String, _ detail: @autoclosure () -> String = "") throws(ZeroMQError) -> Int32 {
        switch self {
        case .value(let value): return value
        case .failure(let code): throw ZeroMQError(function, code, detail())
        }
    }

    /// Throws a failure as the error of the named C function.
    func check(_ function: String, _ detail: @autoclosure () -> String = "") throws(ZeroMQError) {
        _ = try get(function, detail())
    }
}

/// The code of every call on a context that is being terminated.
///
/// The corresponding C constant is `ETERM`.
let contextTerminated: Int32 = ETERM
