#include "core/base/atomic_file.h"
#include "core/base/mapped_file.h"
#include "tests/core/expect_error.h"

#include <QTemporaryDir>
#include <QtTest>
#include <optional>

using namespace tandem;

namespace {

QByteArray textOf(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

}  // namespace

class TestMappedFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bytesAreThere();
    void anEmptyFileHasNoBytes();
    void theMappingOutlivesReplacementAndOwner();
    void whatIsCutShortIsSaid();
    void refuses_data();
    void refuses();

private:
    [[nodiscard]] std::filesystem::path path(const char* name) const { return m_folder.filePath(name).toStdString(); }

    QTemporaryDir m_folder;
};

void TestMappedFile::bytesAreThere() {
    writeAtomically(path("a"), "some bytes");
    QCOMPARE(textOf(MappedFile(path("a")).bytes()), QByteArray("some bytes"));
}

void TestMappedFile::anEmptyFileHasNoBytes() {
    writeAtomically(path("empty"), "");
    QVERIFY(MappedFile(path("empty")).bytes().empty());
}

void TestMappedFile::theMappingOutlivesReplacementAndOwner() {
    writeAtomically(path("b"), "first");
    std::optional<MappedFile> mapped(path("b"));
    const std::shared_ptr<const std::byte[]> shared = mapped->share();
    const MappedFile copy = *mapped;
    writeAtomically(path("b"), "second, which is longer");
    QCOMPARE(textOf(copy.bytes()), QByteArray("first"));
    mapped.reset();
    QCOMPARE(textOf({shared.get(), 5}), QByteArray("first"));
    QCOMPARE(textOf(MappedFile(path("b")).bytes()), QByteArray("second, which is longer"));
}

void TestMappedFile::whatIsCutShortIsSaid() {
    constexpr std::size_t kBytes = 100'000;
    writeAtomically(path("cut"), std::string(kBytes, 'x'));
    writeAtomically(path("other"), std::string(kBytes, 'y'));
    const MappedFile mapped(path("cut"));
    const MappedFile other(path("other"));
    mapped.requireWhole();
    std::filesystem::resize_file(path("cut"), 10'000);
    QCOMPARE(mapped.bytes()[0], std::byte{'x'});
    mapped.requireWhole();
    QCOMPARE(mapped.bytes()[50'000], std::byte{0});
    QCOMPARE(mapped.bytes()[kBytes - 1], std::byte{0});
    const auto error = errorOf([&] {
        mapped.requireWhole();
        return 0;
    });
    QVERIFY(error && error->code() == ErrorCode::Io);
    QVERIFY2(mentions(error, path("cut").string()), error->what());
    QCOMPARE(other.bytes()[kBytes - 1], std::byte{'y'});
    other.requireWhole();
}

void TestMappedFile::refuses_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("missing") << "missing" << ErrorCode::NotFound;
    QTest::newRow("a folder") << "." << ErrorCode::Io;
}

void TestMappedFile::refuses() {
    QFETCH(QString, name);
    QFETCH(ErrorCode, code);
    const auto error = errorOf([&] { return MappedFile(path(qPrintable(name))); });
    QVERIFY(error);
    QCOMPARE(error->code(), code);
    QVERIFY(mentions(error, m_folder.path().toStdString()));
}

QTEST_GUILESS_MAIN(TestMappedFile)
#include "tst_mapped_file.moc"
