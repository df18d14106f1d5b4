import CZeroMQ

/// The version of libzmq in use, such as `4.3.4`.
///
/// The corresponding C function is `zmq_version`.
public func zeroMQVersion() -> String {
    var (major, minor, patch): (Int32, Int32, Int32) = (0, 0, 0)
    zmq_version(&major, &minor, &patch)
    return "\(major).\(minor).\(patch)"
}

/// Whether libzmq was built with CURVE encryption.
///
/// The corresponding C function is `zmq_has`.
public func hasCurve() -> Bool {
    zmq_has("curve") == 1
}
