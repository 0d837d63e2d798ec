#include "core/base/sha256.h"

#include <QCryptographicHash>
#include <QtTest>
#include <random>
#include <vector>

using namespace tandem;

namespace {

std::vector<std::byte> randomBytes(std::size_t count) {
    std::mt19937 generator(17);
    std::vector<std::byte> bytes(count);
    for (std::byte& byte : bytes) {
        byte = static_cast<std::byte>(generator() >> 11);
    }
    return bytes;
}

QString ofQt(std::span<const std::byte> bytes) {
    const QByteArray view(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()));
    return QCryptographicHash::hash(view, QCryptographicHash::Sha256).toHex();
}

// In pieces of the given length; all at once for 0.
QString inPieces(Sha256 sha, std::span<const std::byte> bytes, std::size_t length) {
    while (length > 0 && bytes.size() > length) {
        sha.add(bytes.first(length));
        bytes = bytes.subspan(length);
    }
    sha.add(bytes);
    return QString::fromStdString(sha.hexadecimal());
}

}  // namespace

// That of Qt is the independent one.
class TestSha256 : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knownVectors_data();
    void knownVectors();
    void everyLength();
    void anyPieces_data();
    void anyPieces();
    void theProcessorsWayIsTheScalarOne();
    void goesOnAfterItWasRead();
};

// FIPS 180-4 examples.
void TestSha256::knownVectors_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("expected");
    QTest::newRow("empty") << QByteArray() << "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    QTest::newRow("abc") << QByteArray("abc") << "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    QTest::newRow("448 bits") << QByteArray("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
                              << "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1";
    QTest::newRow("896 bits") << QByteArray(
                                     "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
                                     "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu")
                              << "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1";
    QTest::newRow("a million") << QByteArray(1000000, 'a')
                               << "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";
}

void TestSha256::knownVectors() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, expected);
    const auto view = std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size())));
    QCOMPARE(inPieces(Sha256(), view, 0), expected);
    QCOMPARE(inPieces(Sha256(&Sha256::scalarRounds), view, 0), expected);
}

void TestSha256::everyLength() {
    const auto bytes = randomBytes(200);
    for (std::size_t length = 0; length <= bytes.size(); ++length) {
        const std::span part = std::span(bytes).first(length);
        QCOMPARE(inPieces(Sha256(), part, 0), ofQt(part));
        QCOMPARE(inPieces(Sha256(&Sha256::scalarRounds), part, 0), ofQt(part));
    }
}

void TestSha256::anyPieces_data() {
    QTest::addColumn<int>("length");
    for (const int length : {1, 3, 55, 56, 63, 64, 65, 127, 128, 129, 1000, 4096}) {
        QTest::addRow("%d bytes", length) << length;
    }
}

void TestSha256::anyPieces() {
    QFETCH(int, length);
    const auto bytes = randomBytes(10007);
    QCOMPARE(inPieces(Sha256(), bytes, static_cast<std::size_t>(length)), ofQt(bytes));
}

// From an odd address, and over many blocks at once.
void TestSha256::theProcessorsWayIsTheScalarOne() {
    if (Sha256::fastestRounds() == &Sha256::scalarRounds) {
        QSKIP("This processor has no SHA extensions.");
    }
    const auto bytes = randomBytes(300 * Sha256::kBlockBytes + 1);
    for (const std::size_t count : {1, 2, 5, 300}) {
        Sha256::State fast{1, 2, 3, 4, 5, 6, 7, 8};
        Sha256::State scalar = fast;
        Sha256::fastestRounds()(fast, bytes.data() + 1, count);
        Sha256::scalarRounds(scalar, bytes.data() + 1, count);
        QCOMPARE(fast, scalar);
    }
}

void TestSha256::goesOnAfterItWasRead() {
    const auto bytes = randomBytes(500);
    Sha256 sha;
    sha.add(std::span(bytes).first(100));
    QCOMPARE(QString::fromStdString(sha.hexadecimal()), ofQt(std::span(bytes).first(100)));
    sha.add(std::span(bytes).subspan(100));
    QCOMPARE(QString::fromStdString(sha.hexadecimal()), ofQt(bytes));
}

QTEST_GUILESS_MAIN(TestSha256)
#include "tst_sha256.moc"
