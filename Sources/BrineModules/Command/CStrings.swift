internal import Glibc

/// Texts as C's functions take them: a list of pointers that ends with a null pointer; freed with this value.
final class CStrings {
    /// The list.
    let pointers: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

    private let count: Int

    /// Copies of texts, none of which may hold a NUL.
    convenience init(_ texts: [String]) {
        self.init(texts.map { strdup($0) })
    }

    /// A list of copies that C's functions have made.
    init(_ copies: [UnsafeMutablePointer<CChar>?]) {
        count = copies.count
        pointers = .allocate(capacity: count + 1)
        for (index, copy) in copies.enumerated() { (pointers + index).initialize(to: copy) }
        (pointers + count).initialize(to: nil)
    }

    deinit {
        for index in 0..<count { free(pointers[index]) }
        pointers.deallocate()
    }
}
