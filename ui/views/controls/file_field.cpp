#include "ui/views/controls/file_field.h"

#include "ui/look/look.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QToolButton>

namespace lab {

FileField::FileField(const Look& look, const QString& none, QWidget* parent)
    : QWidget(parent),
      m_name(new QLineEdit(this)),
      m_choose(new QToolButton(this)),
      m_clear(new QToolButton(this)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    m_name->setReadOnly(true);
    m_name->setPlaceholderText(none);
    m_name->setFixedHeight(look.u(5.5));
    m_name->setFocusPolicy(Qt::NoFocus);
    m_choose->setObjectName(QStringLiteral("chooseFile"));
    m_choose->setIcon(look.icon(QStringLiteral("open")));
    m_choose->setToolTip(tr("Choose a file"));
    m_choose->setAccessibleName(tr("Choose a file"));
    m_clear->setObjectName(QStringLiteral("clearFile"));
    m_clear->setIcon(look.icon(QStringLiteral("close")));
    m_clear->setToolTip(tr("No file"));
    m_clear->setAccessibleName(tr("No file"));
    for (QToolButton* button : {m_choose, m_clear})
        button->setFixedSize(look.u(5.5), look.u(5.5));
    setFocusProxy(m_choose);
    row->addWidget(m_name, 1);
    row->addWidget(m_choose);
    row->addWidget(m_clear);
    connect(m_choose, &QToolButton::clicked, this, &FileField::choose);
    connect(m_clear, &QToolButton::clicked, this, [this] { emit chosen({}); });
    setPath({});
}

void FileField::setPath(const QString& path) {
    m_path = path;
    m_name->setText(QFileInfo(path).fileName());
    m_name->setToolTip(path);
    m_clear->setVisible(!path.isEmpty());
}

void FileField::choose() {
    auto* dialog = new QFileDialog(this, m_choose->toolTip(), QFileInfo(m_path).path());
    dialog->setObjectName(QStringLiteral("fileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &FileField::chosen);
    dialog->open();
}

} // namespace lab
