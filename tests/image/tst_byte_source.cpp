// Files as a stream of bytes: however they are packed, cut in pieces or damaged.
#include "core/base/error.h"
#include "storage/image/byte_source.h"
#include "tests/image/made_files.h"

#include <QTemporaryDir>
#include <QTest>

using namespace tandem;

namespace {

/// Bytes of which some parts can be packed and others cannot.
std::string someBytes(std::size_t count) {
    std::string bytes(count, '\0');
    std::uint32_t random = 7;
    for (std::size_t at = 0; at < count; ++at) {
        random = random * 1664525U + 1013904223U;
        bytes[at] = at / 5000 % 2 == 0 ? static_cast<char>(random >> 24U) : static_cast<char>(at / 100);
    }
    return bytes;
}

std::string allOf(const std::filesystem::path& file, std::size_t piece, std::uint64_t offset = 0) {
    ByteSource source(file, Packing::Deflate, offset);
    std::string bytes;
    std::vector<std::byte> next(piece);
    for (std::size_t gained = piece; gained == piece;) {
        gained = source.read(next);
        bytes.append(reinterpret_cast<const char*>(next.data()), gained);
    }
    return bytes;
}

}  // namespace

class TestByteSource : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::filesystem::path write(const std::string& bytes) {
        const std::filesystem::path file = std::filesystem::path(m_folder.path().toStdString()) / "bytes";
        writeBytes(file, bytes);
        return file;
    }

private Q_SLOTS:
    void unpacksHoweverItIsPacked_data() {
        QTest::addColumn<QByteArray>("packed");
        QTest::addColumn<QByteArray>("bytes");
        const std::string large = someBytes(700'001);
        const std::string small = someBytes(3);
        const auto row = [](const char* name, const std::string& packed, const std::string& bytes) {
            QTest::newRow(name) << QByteArray::fromStdString(packed) << QByteArray::fromStdString(bytes);
        };
        row("gzip", gzipped(large), large);
        row("zlib", zlibPacked(large), large);
        row("nothing", gzipped({}), {});
        row("three members", gzipped(small) + gzipped(large) + gzipped(small), small + large + small);
        row("an empty member between", gzipped(small) + gzipped({}) + gzipped(large), small + large);
        row("other bytes behind", gzipped(large) + "behind", large);
    }
    void unpacksHoweverItIsPacked() {
        QFETCH(const QByteArray, packed);
        QFETCH(const QByteArray, bytes);
        const std::filesystem::path file = write(packed.toStdString());
        for (const std::size_t piece : {std::size_t{777}, std::size_t{262'144}, std::size_t{1'000'000}}) {
            QVERIFY(allOf(file, piece) == bytes.toStdString());
        }
        QVERIFY(allOf(write("head" + packed.toStdString()), 65'536, 4) == bytes.toStdString());
    }

    void tellsWhatIsCutOff_data() {
        QTest::addColumn<qsizetype>("kept");
        const auto length = static_cast<qsizetype>(gzipped(someBytes(9'000)).size());
        for (const qsizetype kept : {qsizetype{3}, qsizetype{11}, length / 2, length - 8, length - 1}) {
            QTest::newRow(qPrintable(QString::number(kept))) << kept;
        }
    }
    void tellsWhatIsCutOff() {
        QFETCH(const qsizetype, kept);
        const std::filesystem::path file = write(gzipped(someBytes(9'000)).substr(0, static_cast<std::size_t>(kept)));
        try {
            static_cast<void>(allOf(file, 20'000));
            QFAIL("a file that ends early was read");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::InvalidInput);
            QVERIFY2(QString(error.what()).contains("truncated"), error.what());
        }
    }

    void tellsWhatIsDamaged_data() {
        QTest::addColumn<qsizetype>("at");
        const auto length = static_cast<qsizetype>(gzipped(someBytes(9'000)).size());
        for (const qsizetype at : {qsizetype{2}, qsizetype{10}, length / 2, length - 8, length - 1}) {
            QTest::newRow(qPrintable(QString::number(at))) << at;
        }
    }
    void tellsWhatIsDamaged() {
        QFETCH(const qsizetype, at);
        std::string packed = gzipped(someBytes(9'000));
        packed[static_cast<std::size_t>(at)] = static_cast<char>(~packed[static_cast<std::size_t>(at)]);
        QVERIFY_THROWS_EXCEPTION(Error, static_cast<void>(allOf(write(packed), 20'000)));
    }
};

QTEST_APPLESS_MAIN(TestByteSource)
#include "tst_byte_source.moc"
