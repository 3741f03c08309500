#include "ui/views/data/new_record_dialog.h"

#include "ui/look/look.h"
#include "ui/views/controls/look_label.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QPushButton>

namespace lab {

NewRecordDialog::NewRecordDialog(const Look& look, const QStringList& classes, const QStringList& parts,
                                 QWidget* parent)
    : QDialog(parent) {
    setObjectName(QStringLiteral("newRecordDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Add a record"));
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(look.u(4), look.u(4), look.u(4), look.u(4));
    grid->setHorizontalSpacing(look.u(3));
    grid->setVerticalSpacing(look.u(2));
    grid->setColumnStretch(1, 1);
    const auto addRow = [&](const QString& label, QWidget* field, const char* name) {
        field->setObjectName(QString::fromLatin1(name));
        field->setAccessibleName(label);
        const int row = grid->rowCount();
        grid->addWidget(new LookLabel(look, Type::Body, Role::Muted, label, this), row, 0,
                        field->sizePolicy().verticalPolicy() == QSizePolicy::Expanding ? Qt::AlignTop
                                                                                       : Qt::AlignVCenter);
        grid->addWidget(field, row, 1);
    };
    auto* text = new QPlainTextEdit(this);
    text->setTabChangesFocus(true);
    text->setMinimumSize(look.u(90), look.u(20));
    text->setFrameStyle(static_cast<int>(QFrame::Box) | static_cast<int>(QFrame::Plain));
    text->setForegroundRole(QPalette::Dark); // of the frame, as that of a field
    addRow(tr("Text"), text, "newRecordText");
    auto* label = new QComboBox(this);
    label->addItems(classes);
    addRow(tr("Class"), label, "newRecordClass");
    auto* split = new QComboBox(this);
    split->addItems(parts);
    addRow(tr("Part"), split, "newRecordSplit");
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(look.u(2));
    buttons->addStretch(1);
    auto* cancel = new QPushButton(tr("Cancel"), this);
    cancel->setObjectName(QStringLiteral("newRecordCancel"));
    cancel->setAutoDefault(false);
    auto* add = new QPushButton(tr("Add"), this);
    add->setObjectName(QStringLiteral("newRecordAdd"));
    add->setDefault(true);
    add->setEnabled(false);
    buttons->addWidget(cancel);
    buttons->addWidget(add);
    grid->addLayout(buttons, grid->rowCount(), 0, 1, 2);
    connect(text, &QPlainTextEdit::textChanged, add,
            [text, add] { add->setEnabled(!text->toPlainText().trimmed().isEmpty()); });
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(add, &QPushButton::clicked, this, [this, text, label, split] {
        emit wanted(text->toPlainText(), label->currentIndex(), split->currentIndex());
        accept();
    });
    text->setFocus();
}

} // namespace lab
