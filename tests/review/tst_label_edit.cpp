// Working copies for an external editor: written, changed as an editor would, checked and taken back.
#include "core/base/content_hash.h"
#include "core/base/error.h"
#include "storage/cases/case_reading.h"
#include "storage/db/review_repository.h"
#include "storage/image/image_reader.h"
#include "storage/review/case_review.h"
#include "storage/review/label_edit.h"
#include "tests/core/small_files.h"
#include "tests/review/review_project.h"

#include <QTest>
#include <algorithm>

using namespace tandem;

namespace {

const Progress kSilent = [](double, std::string_view) {};

/// What an editor saves: the label with one voxel changed, as 16-bit programs do in 32 bits here.
void saveWith(const LabelEdit& edit, std::size_t at, std::int32_t value) {
    const RawLabelVolume label = readLabel(edit.label);
    std::vector<std::int32_t> values(label.voxels().begin(), label.voxels().end());
    values[at] = value;
    writeLabel(RawLabelVolume(label.geometry(), std::move(values)), edit.label);
}

std::string refusalOf(const Project& project, std::int64_t caseId) {
    try {
        static_cast<void>(takeEdit(project, caseId, "", "", {}));
    } catch (const Error& error) {
        return error.code() == ErrorCode::InvalidInput ? error.what() : std::string("another code: ") + error.what();
    }
    return {};
}

}  // namespace

class TestLabelEdit : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_made = std::make_unique<ReviewProject>();
        m_made->predict(id(), 3);
    }

    void aCopyHoldsThePrediction() {
        const LabelEdit edit = begin();
        QCOMPARE(edit.image, m_made->project().cases().get(id()).images.front().path);
        const RawLabelVolume label = readLabel(edit.label);
        const LabelVolume expected = m_made->shifted(3);
        for (std::size_t at = 0; at < expected.voxels().size(); ++at) {
            QCOMPARE(label.voxels()[at], expected.voxels()[at] == 1 ? ReviewProject::kAtriumValue : 0);
        }
        QVERIFY(!isChanged(edit, {}));
        const auto waiting = waitingEdit(m_made->project(), id());
        QVERIFY(waiting.has_value());
        QCOMPARE(waiting->label, edit.label);
        QCOMPARE(waiting->contentHash, edit.contentHash);
        QCOMPARE(casesWithWaitingEdit(m_made->project()), std::vector{id()});
    }

    void aCorrectedLabelIsTakenBack() {
        const LabelEdit edit = begin();
        saveWith(edit, 5, ReviewProject::kAtriumValue);
        QVERIFY(isChanged(edit, {}));
        const ReviewRecord review = takeEdit(m_made->project(), id(), "one voxel", "itksnap", {});
        QCOMPARE(review.decision, ReviewDecision::Edited);
        const CaseRecord record = m_made->project().cases().get(id());
        QCOMPARE(record.state, CaseState::Reviewed);
        const LabelVolume label = readCaseLabel(m_made->project(), record, {});
        QCOMPARE(label.voxels()[5], std::uint8_t(1));
        QVERIFY(std::ranges::equal(label.voxels().subspan(6), m_made->shifted(3).voxels().subspan(6)));
        QVERIFY(!waitingEdit(m_made->project(), id()).has_value());

        // A label that took a person's work stays on disk when the review is undone.
        undoReview(m_made->project(), id());
        QVERIFY(!m_made->project().cases().get(id()).label.has_value());
        QVERIFY(std::filesystem::exists(m_made->folder() / review.labelFile));
    }

    /// Wherever the disk is full, the correction is where the editor saved it.
    void aCorrectionOutlivesAFullDisk() {
        LabelEdit edit = begin();
        saveWith(edit, 5, ReviewProject::kAtriumValue);
        edit.image.clear();  // which is only told when an edit begins
        const std::string corrected = contentHash(edit.label);
        const auto largest = static_cast<rlim_t>(std::filesystem::file_size(edit.label));
        for (rlim_t limit = 0; limit < largest; limit += std::max<rlim_t>(1, largest / 7)) {
            const SmallFiles full(limit);
            try {
                static_cast<void>(takeEdit(m_made->project(), id(), "", "", {}));
                QFAIL("The label cannot have been written.");
            } catch (const Error& error) {
                QCOMPARE(error.code(), ErrorCode::Io);
            }
            QCOMPARE(waitingEdit(m_made->project(), id()), std::optional(edit));
            QCOMPARE(contentHash(edit.label), corrected);
            QVERIFY(m_made->project().reviews().list().empty());
            const auto labels = std::filesystem::directory_iterator(m_made->folder() / "labels");
            QCOMPARE(std::distance(labels, {}), 1);  // the folder of what is being corrected
        }
        QVERIFY(takeEdit(m_made->project(), id(), "", "", {}).id > 0);
    }

    void whatCannotBeALabelIsRefusedAndWaits() {
        const LabelEdit edit = begin();
        QVERIFY2(refusalOf(m_made->project(), id()).find("was not changed") != std::string::npos,
                 refusalOf(m_made->project(), id()).c_str());

        saveWith(edit, 5, 7);
        QVERIFY2(refusalOf(m_made->project(), id()).find("voxel value 7") != std::string::npos,
                 refusalOf(m_made->project(), id()).c_str());

        Geometry moved = m_made->grid();
        moved.originMm[2] += 0.4 * moved.spacingMm[2];  // whole voxels would be a part of the same grid
        writeLabel(LabelVolume(moved, m_made->truth().share()), edit.label);
        QVERIFY2(refusalOf(m_made->project(), id()).find("another grid") != std::string::npos,
                 refusalOf(m_made->project(), id()).c_str());

        Geometry thicker = m_made->grid();
        thicker.spacingMm[2] *= 1.5;
        writeLabel(LabelVolume(thicker, m_made->truth().share()), edit.label);
        QVERIFY2(refusalOf(m_made->project(), id()).find("another grid") != std::string::npos,
                 refusalOf(m_made->project(), id()).c_str());

        QVERIFY(waitingEdit(m_made->project(), id()).has_value());
        QVERIFY(!m_made->project().cases().get(id()).label.has_value());
        QVERIFY(m_made->project().reviews().list().empty());
    }

    void anOpenEditGoesOnAndBelongsToItsRun() {
        const LabelEdit edit = begin();
        saveWith(edit, 5, ReviewProject::kAtriumValue);
        QCOMPARE(begin(), edit);
        QVERIFY2(isChanged(edit, {}), "opening again must not overwrite corrections");

        const std::int64_t other =
            m_made->project().runs().add({.method = "supervised", .settingsJson = "{}", .preparationJson = "{}"}).id;
        try {
            static_cast<void>(beginLabelEdit(m_made->project(), other, id(), kSilent, {}));
            QFAIL("the edit of another run waits");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::Conflict);
        }
        discardEdit(m_made->project(), id());
        QVERIFY(casesWithWaitingEdit(m_made->project()).empty());
        QVERIFY(!std::filesystem::exists(edit.label));
    }

    void formatsThatEditorsDoNotOpenAreCopied() {
        CaseRecord record = m_made->project().cases().get(id());
        record.images.front().format = "hdf5";
        m_made->project().cases().update(record);
        const LabelEdit edit = begin();
        QCOMPARE(edit.image.extension().string(), ".gz");
        const ImageVolume copy = readImage(edit.image);
        QVERIFY(!differenceOf(copy.geometry(), m_made->grid()).has_value());
    }

private:
    [[nodiscard]] std::int64_t id() const { return m_made->open(1); }
    [[nodiscard]] LabelEdit begin() { return beginLabelEdit(m_made->project(), m_made->runId(), id(), kSilent, {}); }

    std::unique_ptr<ReviewProject> m_made;
};

QTEST_GUILESS_MAIN(TestLabelEdit)
#include "tst_label_edit.moc"
