#include "ui/datasets/cases/case_toolbar.h"

#include "ui/session/changing_controls.h"
#include "ui/theme/allow.h"
#include "ui/theme/translated.h"
#include "ui/theme/wrapping_bar.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace tandem {
namespace {

QPushButton* makeButton(const char* name, CaseToolbar* bar, void (CaseToolbar::*wanted)()) {
    auto* const button = new QPushButton(bar);
    button->setObjectName(name);
    QObject::connect(button, &QPushButton::clicked, bar, wanted);
    return button;
}

void set(QPushButton* button, const QString& text, const QString& purpose, const QString& obstacle = {}) {
    button->setText(text);
    allow(*button, obstacle, purpose);
}

}  // namespace

CaseToolbar::CaseToolbar(QWidget* parent)
    : QWidget(parent),
      m_importFiles(makeButton("importFiles", this, &CaseToolbar::importFilesWanted)),
      m_importFolder(makeButton("importFolder", this, &CaseToolbar::importFolderWanted)),
      m_classes(makeButton("labelClasses", this, &CaseToolbar::classesWanted)),
      m_splits(makeButton("editSplits", this, &CaseToolbar::splitsWanted)),
      m_nnunet(makeButton("exportNnunet", this, &CaseToolbar::nnunetWanted)),
      m_locate(makeButton("locateMissing", this, &CaseToolbar::locateWanted)),
      m_tag(makeButton("tagCases", this, &CaseToolbar::tagWanted)),
      m_remap(makeButton("remapLabels", this, &CaseToolbar::remapWanted)),
      m_remove(makeButton("removeCases", this, &CaseToolbar::removeWanted)) {
    auto* const bar = new WrappingBar(this);
    QHBoxLayout* const cohort = bar->addGroup(1);
    for (QPushButton* button : {m_importFiles, m_importFolder, m_classes, m_splits, m_nnunet}) {
        cohort->addWidget(button);
    }
    cohort->addStretch();
    QHBoxLayout* const selection = bar->addGroup();
    selection->addStretch();
    for (QPushButton* button : {m_tag, m_remap, m_remove, m_locate}) {
        selection->addWidget(button);
    }
    noteChanging({m_importFiles, m_importFolder, m_classes, m_tag, m_remap, m_remove, m_locate});
    auto* const whole = new QVBoxLayout(this);
    whole->setContentsMargins({});
    whole->addWidget(bar);
    keepTranslated(*this, [this] { retranslate(); });
}

void CaseToolbar::setScope(const Scope& scope) {
    m_scope = scope;
    retranslate();
}

void CaseToolbar::retranslate() {
    const auto unless = [](bool isPossible, const QString& obstacle) { return isPossible ? QString() : obstacle; };
    const QString noCases = unless(m_scope.hasCases, tr("There are no cases yet; import some first."));
    const QString selectFirst = unless(m_scope.selected > 0, tr("Select cases in the table first."));
    set(m_importFiles, tr("&Import files…"), tr("Images, labels, or a table that lists them"));
    set(m_importFolder, tr("Import &folder…"), tr("Everything below a folder, DICOM series among it"));
    set(m_classes, tr("&Label classes…"), tr("Names, colours and voxel values of the structures"));
    set(m_splits, tr("&Splits…"), tr("Divide the cases into training, validation and test"), noCases);
    set(m_nnunet, tr("Export for &nnU-Net…"), tr("Write images, labels and a split as a raw data set of nnU-Net"),
        noCases);
    set(m_tag, tr("&Tag…"), tr("Add a tag to the selected cases"), selectFirst);
    set(m_remap, tr("&Map values…"), tr("Say which classes the voxel values of the selected labels mean"),
        m_scope.selected > 0 ? unless(m_scope.isLabelSelected, tr("None of the selected cases has a label."))
                             : selectFirst);
    set(m_remove, tr("&Remove"), tr("From the project; files on disk stay as they are"), selectFirst);
    set(m_locate, tr("L&ocate missing…"), tr("Search a folder for files that were moved or renamed"),
        unless(m_scope.isAnyMissing, tr("No file of the project is missing.")));
}

}  // namespace tandem
