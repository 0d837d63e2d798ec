// What a person is told of how a case was prepared: it stays with the case, and a case of an older program gets it.
#include "core/base/error.h"
#include "core/volume/unknown_class.h"
#include "storage/preparation/class_volumes.h"
#include "tests/preparation/cached_sources.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>
#include <string>
#include <vector>

using namespace tandem;

namespace {

namespace fs = std::filesystem;

/// As a program wrote it that did not know of notices.
void takeNoticesOut(const fs::path& header) {
    QFile file(QString::fromStdString(header.string()));
    if (!file.open(QIODevice::ReadWrite)) {
        qFatal("%s is missing", header.c_str());
    }
    QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    json.remove("notices");
    file.resize(0);
    file.write(QJsonDocument(json).toJson());
}

}  // namespace

class TestPreparationNotices : public QObject, private CachedSources {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void noticesStayWithTheCase();
    void aLostStructureIsTold_data();
    void aLostStructureIsTold();
    void anOlderCaseIsMeasured_data();
    void anOlderCaseIsMeasured();
    void theLeastOfAPartlyLabelledStructureIsTold();

private:
    /// 20 voxels of 1 mm a side; the sheet is one voxel thick, the block begins where it is said. Both in z.
    void giveASheet(int sheet, int block) {
        const Geometry grid = gridOf({20, 20, 20});
        m_sources.scheme = LabelScheme::fromNames({"background", "sheet", "block"});
        m_reader.readImage = [this, grid](const SourceFile&) {
            ++m_reads;
            return numbered(grid);
        };
        m_reader.readLabel = [this, grid, sheet, block](const SourceFile&) {
            ++m_reads;
            return volumeOf<std::int32_t>(grid, [=](auto, auto, auto z) {
                return z == sheet ? 1 : z >= block ? 2 : 0;
            });
        };
    }
};

void TestPreparationNotices::noticesStayWithTheCase() {
    m_settings.crop = Crop::Label;
    m_sources.label.reset();
    const CachedCase made = ensure();
    QCOMPARE(made.notices.size(), std::size_t{1});
    const CachedCase again = ensure();
    QVERIFY(again.wasReused);
    QCOMPARE(again.notices, made.notices);
}

void TestPreparationNotices::aLostStructureIsTold_data() {
    QTest::addColumn<double>("spacing");
    QTest::addColumn<int>("sheet");  // where a sheet of one voxel lies in z
    QTest::addColumn<int>("block");  // side of a cube of another class
    QTest::addColumn<QString>("told");
    // 20 voxels of 1 mm become 8 of 2.5 mm, whose nearest are 1, 3, 6, 8, 11, 13, 16 and 18.
    QTest::newRow("a sheet between") << 2.5 << 4 << 10
                                     << "nothing of the class \"sheet\", which had 400 voxels; a finer";
    QTest::newRow("a sheet that is met") << 2.5 << 6 << 10
                                         << "class \"sheet\" by +150 %, from 400 to 1000 mm³; a finer";
    QTest::newRow("the grid stays") << 0.0 << 4 << 10 << "";
    QTest::newRow("twice as fine") << 0.5 << 4 << 10 << "";
}

void TestPreparationNotices::aLostStructureIsTold() {
    QFETCH(const double, spacing);
    QFETCH(const int, sheet);
    QFETCH(const int, block);
    QFETCH(const QString, told);
    giveASheet(sheet, block);
    m_settings.spacingMm = {spacing, spacing, spacing};
    const std::vector<std::string> notices = ensure().notices;
    QCOMPARE(notices.size(), told.isEmpty() ? std::size_t{0} : std::size_t{1});
    if (!told.isEmpty()) {
        QVERIFY2(QString::fromStdString(notices.front()).contains(told), notices.front().c_str());
    }
    QCOMPARE(ensure().notices, notices);
}

void TestPreparationNotices::anOlderCaseIsMeasured_data() {
    QTest::addColumn<QString>("change");
    QTest::addColumn<int>("reads");
    QTest::addColumn<int>("notices");
    QTest::newRow("its label is read") << "" << 1 << 1;
    QTest::newRow("its label is gone") << "gone" << 0 << 0;
    QTest::newRow("it has no label") << "unlabelled" << 0 << 0;
}

/// Of a program that kept no notices: what preparation lost is found out without preparing again.
void TestPreparationNotices::anOlderCaseIsMeasured() {
    QFETCH(const QString, change);
    QFETCH(const int, reads);
    QFETCH(const int, notices);
    giveASheet(4, 10);
    m_settings.spacingMm = {2.5, 2.5, 2.5};
    if (change == "unlabelled") {
        m_sources.label.reset();
    }
    const CachedCase made = ensure();
    const fs::path header = withSuffix(made.reference.stem, ".json");
    takeNoticesOut(header);
    const Identity image(withSuffix(made.reference.stem, ".image"));
    if (change == "gone") {
        m_reader.readLabel = [](const SourceFile& file) -> RawLabelVolume {
            throw Error(ErrorCode::NotFound, file.path.string() + " is not there.");
        };
    }
    m_reads = 0;
    const CachedCase again = ensure();
    QVERIFY(again.wasReused);
    QCOMPARE(m_reads, reads);
    QCOMPARE(again.notices.size(), static_cast<std::size_t>(notices));
    QVERIFY(image == Identity(withSuffix(made.reference.stem, ".image")));  // nothing was prepared
    if (notices > 0) {
        QCOMPARE(again.notices, made.notices);
        QCOMPARE(ensure().notices, made.notices);
        QCOMPARE(m_reads, reads);  // it is kept with the case
    }
}

void TestPreparationNotices::theLeastOfAPartlyLabelledStructureIsTold() {
    const LabelScheme scheme = LabelScheme::fromNames({"background", "sheet"});
    const LabelVolume before(gridOf({4, 1, 1}), std::vector<std::uint8_t>{1, 1, kUnknownClass, 0});
    const std::vector<std::uint8_t> after{1, kUnknownClass};
    const auto notices = volumeNotices(before, after, gridOf({2, 1, 1}, {2, 1, 1}), scheme);
    QVERIFY(notices.empty());  // 2 mm³ before and after
    const auto lost = volumeNotices(before, std::vector<std::uint8_t>{0, kUnknownClass}, gridOf({2, 1, 1}), scheme);
    QVERIFY(lost.at(0).find("which had at least 2 voxels") != std::string::npos);
    const auto less = volumeNotices(before, std::vector<std::uint8_t>{1, kUnknownClass}, gridOf({2, 1, 1}), scheme);
    QVERIFY(less.at(0).find("from at least 2 to at least 1") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestPreparationNotices)
#include "tst_preparation_notices.moc"
