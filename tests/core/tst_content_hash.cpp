#include "core/base/content_hash.h"
#include "tests/core/expect_error.h"

#include <QTemporaryDir>
#include <QtTest>
#include <fstream>

using namespace tandem;

class TestContentHash : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knownVectors_data();
    void knownVectors();
    void aStopIsHeeded();
    void unreadableFiles();
};

// FIPS 180-4 examples.
void TestContentHash::knownVectors_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("expected");
    QTest::newRow("empty") << QByteArray() << "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    QTest::newRow("abc") << QByteArray("abc") << "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    QTest::newRow("two blocks") << QByteArray("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
                                << "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1";
    QTest::newRow("a million") << QByteArray(1000000, 'a')
                               << "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";
    QTest::newRow("two whole reads") << QByteArray(2 * 1048576, '\0')
                                     << "5647f05ec18958947d32874eeb788fa396a05d0bab7c1b71f112ceb7e9b31eee";
}

void TestContentHash::knownVectors() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, expected);
    const std::span view(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    QCOMPARE(QString::fromStdString(contentHash(std::as_bytes(view))), expected);
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath("a b.bin").toStdString();
    std::ofstream(file, std::ios::binary).write(view.data(), static_cast<std::streamsize>(view.size()));
    QCOMPARE(QString::fromStdString(contentHash(file)), expected);
}

void TestContentHash::aStopIsHeeded() {
    std::stop_source stop;
    stop.request_stop();
    const auto error = errorOf([&] { return contentHash(std::filesystem::path("/proc/self/exe"), stop.get_token()); });
    QVERIFY(error);
    QCOMPARE(error->code(), ErrorCode::Cancelled);
}

void TestContentHash::unreadableFiles() {
    const QTemporaryDir folder;
    for (const QString& name : {QString("missing"), QString(".")}) {
        const auto error =
            errorOf([&] { return contentHash(std::filesystem::path(folder.filePath(name).toStdString())); });
        QVERIFY2(error, qPrintable(name));
        QCOMPARE(error->code(), name == "missing" ? ErrorCode::NotFound : ErrorCode::Io);
    }
}

QTEST_GUILESS_MAIN(TestContentHash)
#include "tst_content_hash.moc"
