#include "ui/export/export_case_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace tandem;

namespace {

std::vector<ExportCandidate> three() {
    ExportCandidate first{.caseId = 11, .name = "first", .patient = "P1", .role = SplitRole::Test};
    first.hasLabel = true;
    first.score = TrustScore{.dice = {.value = 0.91234, .low = 0.85, .high = 0.96}};
    ExportCandidate second{.caseId = 12, .name = "second"};
    second.isFromDicom = true;
    second.score = TrustScore{.dice = {.value = 0.8}};
    return {first, second, {.caseId = 13, .name = "third", .role = SplitRole::TrainingUnlabelled}};
}

}  // namespace

class TestExportCaseModel : public QObject {
    Q_OBJECT

    static QString text(const ExportCaseModel& model, int row, int column) {
        return model.index(row, column).data().toString();
    }

private Q_SLOTS:
    void obeysTheRulesOfModels() {
        ExportCaseModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setCases(three());
        QVERIFY(model.setData(model.index(1, 0), Qt::Unchecked, Qt::CheckStateRole));
        QVERIFY(model.hasPatients());
        model.setCases({three()[1]});
        QVERIFY(!model.hasPatients());
        model.setCases({});
        QCOMPARE(model.rowCount(), 0);
    }

    void showsCases() {
        ExportCaseModel model;
        model.setCases(three());
        QCOMPARE(text(model, 0, ExportCaseModel::Name), "first");
        QCOMPARE(text(model, 0, ExportCaseModel::Role), "test");
        QCOMPARE(text(model, 1, ExportCaseModel::Role), "none");
        QCOMPARE(text(model, 0, ExportCaseModel::Label), "yes");
        QCOMPARE(text(model, 0, ExportCaseModel::PredictedDice), "0.91 (0.85 to 0.96)");
        QCOMPARE(text(model, 1, ExportCaseModel::PredictedDice), "0.80 (uncalibrated)");
        QCOMPARE(text(model, 2, ExportCaseModel::PredictedDice), "–");
        QCOMPARE(text(model, 1, ExportCaseModel::Source), "DICOM");
        QCOMPARE(model.headerData(ExportCaseModel::Patient, Qt::Horizontal, Qt::DisplayRole).toString(), "Patient");
        const auto sortValue = [&](int row) {
            return model.index(row, ExportCaseModel::PredictedDice).data(ExportCaseModel::kSortRole).toDouble();
        };
        QCOMPARE(sortValue(0), 0.91234);
        QCOMPARE(sortValue(2), -1.0);
    }

    void keepsTicksByCase() {
        ExportCaseModel model;
        QSignalSpy changes(&model, &ExportCaseModel::ticksChanged);
        model.setCases(three());
        QCOMPARE(model.ticked().size(), 3U);
        QVERIFY(model.setData(model.index(1, 0), Qt::Unchecked, Qt::CheckStateRole));
        QVERIFY(!model.setData(model.index(1, 1), Qt::Unchecked, Qt::CheckStateRole));
        QCOMPARE(changes.count(), 2);
        std::vector<ExportCandidate> reordered = three();
        std::swap(reordered[0], reordered[1]);
        reordered.push_back({.caseId = 14, .name = "new"});
        model.setCases(reordered);
        QVERIFY(!model.isTicked(0));
        QCOMPARE(model.ticked().size(), 3U);
        QCOMPARE(model.ticked().back().name, "new");
    }
};

QTEST_MAIN(TestExportCaseModel)
#include "tst_export_case_model.moc"
