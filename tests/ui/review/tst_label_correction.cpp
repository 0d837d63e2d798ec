// A prediction opened from the page Review in another program, and its result taken back.
#include "storage/image/image_reader.h"
#include "storage/review/label_edit.h"
#include "tests/ui/review/review_page_fixture.h"

#include <QLabel>
#include <QSignalSpy>
#include <fstream>

using namespace tandem;

class TestLabelCorrection : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { ReviewPageFixture::initTestCase("tst_label_correction"); }
    void init() { m_on = std::make_unique<ReviewPageFixture>(); }
    void cleanup() { m_on.reset(); }
    void correctsInAnotherProgram();
    void anUnchangedLabelWaits();
    void aWrongLabelIsRefusedAndWaits();
    void anEditorThatCannotStartIsTold();

private:
    std::unique_ptr<ReviewPageFixture> m_on;
};

void TestLabelCorrection::correctsInAnotherProgram() {
    m_on->openWithPredictions();
    // The corrected label lies ready, and the "editor" copies it over the working copy as saving would.
    const std::filesystem::path corrected = m_on->made().parent() / "corrected.nii.gz";
    std::vector<std::int32_t> values(m_on->made().truth().voxels().size(), 0);
    values[42] = ReviewProject::kAtriumValue;
    writeLabel(RawLabelVolume(m_on->made().grid(), values), corrected);
    const std::filesystem::path editor = m_on->made().parent() / "editor.sh";
    std::ofstream(editor) << "test -e \"$1\" && cp '" << corrected.string() << "' \"$2\"\n";
    m_on->useEditor(QString("sh %1 %image %label").arg(QString::fromStdString(editor.string())));
    m_on->choose(0);
    QCOMPARE(m_on->press("editButton"), QString());
    QTRY_COMPARE(m_on->standing("open-2"), "corrected");
    const CaseRecord reviewed = m_on->record(m_on->made().open(2));
    QCOMPARE(reviewed.state, CaseState::Reviewed);
    QCOMPARE(reviewed.labelVoxels.at(1), 1);
    QCOMPARE(readLabel(reviewed.label->path).voxels()[42], ReviewProject::kAtriumValue);
    QVERIFY(casesWithWaitingEdit(m_on->made().project()).empty());
}

void TestLabelCorrection::anUnchangedLabelWaits() {
    m_on->openWithPredictions();
    m_on->useEditor("true %label");
    m_on->choose(0);
    QCOMPARE(m_on->press("editButton"), QString());
    QTRY_VERIFY(m_on->find<QLabel>("told")->text().contains("has not been changed"));
    QTRY_COMPARE(m_on->standing("open-2"), "being edited");
    QVERIFY(m_on->find<QPushButton>("takeBackButton")->isVisible());
    QVERIFY(!m_on->find<QPushButton>("acceptButton")->isEnabled());
    QCOMPARE(m_on->press("discardButton"), QString());
    QTRY_COMPARE(m_on->standing("open-2"), "");
    QVERIFY(!m_on->find<QPushButton>("discardButton")->isVisible());
    QVERIFY(casesWithWaitingEdit(m_on->made().project()).empty());
}

void TestLabelCorrection::aWrongLabelIsRefusedAndWaits() {
    m_on->openWithPredictions();
    const std::filesystem::path wrong = m_on->made().parent() / "wrong.nii.gz";
    writeLabel(RawLabelVolume(m_on->made().grid(), std::vector<std::int32_t>(m_on->made().truth().voxels().size(), 7)),
               wrong);
    m_on->useEditor(QString("cp '%1' %label").arg(QString::fromStdString(wrong.string())).replace('\'', '"'));
    QSignalSpy failed(&m_on->jobs(), &JobList::jobFailed);
    m_on->choose(0);
    QCOMPARE(m_on->press("editButton"), QString());
    QTRY_COMPARE(failed.count(), 1);
    QVERIFY2(failed.at(0).at(1).toString().contains("voxel value 7"), qPrintable(failed.at(0).at(1).toString()));
    QTRY_COMPARE(m_on->standing("open-2"), "being edited");

    // Saved once more, rightly, and taken back by hand.
    const auto edit = waitingEdit(m_on->made().project(), m_on->made().open(2));
    writeLabel(RawLabelVolume(m_on->made().grid(), std::vector<std::int32_t>(m_on->made().truth().voxels().size(), 0)),
               edit->label);
    QCOMPARE(m_on->press("takeBackButton"), QString());
    QTRY_COMPARE(m_on->standing("open-2"), "corrected");
    QCOMPARE(m_on->record(m_on->made().open(2)).labelVoxels,
             (std::vector<std::int64_t>{m_on->made().grid().voxelCount(), 0}));
}

void TestLabelCorrection::anEditorThatCannotStartIsTold() {
    m_on->openWithPredictions();
    // Found, but not a program.
    const std::filesystem::path file = m_on->made().parent() / "editor.sh";
    QFile script(QString::fromStdString(file.string()));
    QVERIFY(script.open(QIODevice::WriteOnly));
    script.write("#!/no/such/interpreter\n");
    script.close();
    script.setPermissions(QFile::ReadOwner | QFile::ExeOwner);
    m_on->useEditor(script.fileName() + " %label");
    QSignalSpy failed(&m_on->session(), &ProjectSession::failed);
    m_on->choose(0);
    QCOMPARE(m_on->press("editButton"), QString());
    QTRY_COMPARE(failed.count(), 1);
    QVERIFY2(failed.at(0).at(0).toString().contains("cannot be started"), qPrintable(failed.at(0).at(0).toString()));
    QTRY_COMPARE(m_on->standing("open-2"), "being edited");
    QTRY_VERIFY(m_on->find<QPushButton>("editButton")->isEnabled());
}

QTEST_MAIN(TestLabelCorrection)
#include "tst_label_correction.moc"
