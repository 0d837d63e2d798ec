#include "core/base/content_hash.h"
#include "core/base/mapped_file.h"
#include "core/base/regular_file.h"
#include "tests/core/expect_error.h"

#include <sys/stat.h>
#include <unistd.h>

#include <QTemporaryDir>
#include <QtTest>
#include <filesystem>
#include <fstream>

using namespace tandem;

class TestRegularFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        ::alarm(30);  // an open that waits for the other end of a pipe would never come back
        m_folder = std::make_unique<QTemporaryDir>();
    }
    void cleanup() { ::alarm(0); }

    void aFileIsRead() {
        std::ofstream(at("a.txt")) << "years of work";
        QCOMPARE(ownText(at("a.txt")), std::string("years of work"));
        RegularFile file(at("a.txt"));
        QCOMPARE(file.size(), std::uint64_t{13});
        std::array<std::byte, 8> bytes{};
        QCOMPARE(file.read(bytes), std::size_t{8});
        QCOMPARE(file.read(bytes), std::size_t{5});
        QCOMPARE(file.read(bytes), std::size_t{0});
        std::ofstream(at("empty"));
        QCOMPARE(ownText(at("empty")), std::string());
    }

    void whatIsNoFileIsRefused_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("isMissing");
        for (const char* name : {"pipe", "device", "folder", "link", "loop"}) {
            QTest::newRow(name) << QString(name) << false;
        }
        QTest::newRow("missing") << QString("missing") << true;
        QTest::newRow("below a file") << QString("file/below") << true;
    }

    void whatIsNoFileIsRefused() {
        QFETCH(const QString, name);
        QFETCH(const bool, isMissing);
        std::ofstream(at("file")) << "x";
        QCOMPARE(::mkfifo(at("pipe").c_str(), 0666), 0);
        std::filesystem::create_directories(at("folder"));
        std::filesystem::create_symlink("/dev/zero", at("device"));
        std::filesystem::create_symlink(at("file"), at("link"));
        std::filesystem::create_symlink(at("loop"), at("loop"));
        const std::filesystem::path path = at(name.toStdString());
        for (const auto& error : {errorOf([&] { return ownText(path); }), errorOf([&] { return MappedFile(path); })}) {
            QVERIFY(error);
            QCOMPARE(error->code(), isMissing ? ErrorCode::NotFound : ErrorCode::Io);
            QVERIFY2(mentions(error, path.string()), error->what());
        }
        // A source may lie behind a link; it is a file all the same.
        QCOMPARE(errorOf([&] { return contentHash(path); }).has_value(), name != "link");
    }

    void whatIsFarTooLargeIsRefused() {
        std::ofstream(at("sparse")) << "{}";
        std::filesystem::resize_file(at("sparse"), std::uintmax_t{1} << 40);
        const auto error = errorOf([&] { return ownText(at("sparse")); });
        QVERIFY(error);
        QCOMPARE(error->code(), ErrorCode::Corrupt);
    }

private:
    [[nodiscard]] std::filesystem::path at(const std::string& name) const {
        return std::filesystem::path(m_folder->path().toStdString()) / name;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestRegularFile)
#include "tst_regular_file.moc"
