#include "ui/views/data/record_delegate.h"

#include "ui/look/look.h"
#include "ui/models/record_model.h"

#include <QComboBox>
#include <QKeyEvent>
#include <QPlainTextEdit>

#include <algorithm>

namespace lab {
namespace {

constexpr int kFarAway = 100'000; // pixels: more than any text is high
constexpr int kLongText = 5000;   // letters that are measured; the editor scrolls long before

} // namespace

RecordDelegate::RecordDelegate(const Look& look, QObject* parent)
    : QStyledItemDelegate(parent), m_look(look) {}

// Room between a number and the text in the next column.
void RecordDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const {
    QStyledItemDelegate::initStyleOption(option, index);
    if ((option->displayAlignment & Qt::AlignRight) == 0)
        return;
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->decorationPosition = QStyleOptionViewItem::Right;
    option->decorationSize = QSize(m_look.u(2), 1);
}

QWidget* RecordDelegate::createBox(QWidget* parent, const QStringList& items, const char* name,
                                   const QString& what) const {
    auto* box = new QComboBox(parent);
    box->setObjectName(QString::fromLatin1(name));
    box->setAccessibleName(what);
    box->addItems(items);
    auto* self = const_cast<RecordDelegate*>(this); // the signals of a delegate are its view's
    connect(box, &QComboBox::activated, self, [self, box] {
        emit self->commitData(box);
        emit self->closeEditor(box);
    });
    return box;
}

QWidget* RecordDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem& option,
                                      const QModelIndex& index) const {
    switch (index.column()) {
    case RecordModel::SplitColumn:
        return createBox(
            parent,
            {splitName(RecordSplit::Train), splitName(RecordSplit::Validation), splitName(RecordSplit::Test)},
            "recordSplitEditor", tr("Part of the data"));
    case RecordModel::LabelColumn:
        return createBox(parent, m_labels, "recordClassEditor", tr("Class"));
    case RecordModel::TextColumn:
        break;
    default:
        return QStyledItemDelegate::createEditor(parent, option, index);
    }
    auto* text = new QPlainTextEdit(parent);
    text->setObjectName(QStringLiteral("recordTextEditor"));
    text->setAccessibleName(tr("Text of the record"));
    text->setToolTip(tr("Enter keeps the text, Shift+Enter begins a line, Escape leaves it as it was"));
    text->setTabChangesFocus(true);
    text->setFrameStyle(static_cast<int>(QFrame::Box) | static_cast<int>(QFrame::Plain));
    text->setLineWidth(m_look.u(0.5));
    text->setForegroundRole(QPalette::Link); // of the frame: the accent
    return text;
}

void RecordDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const {
    const QVariant value = index.data(Qt::EditRole);
    if (auto* box = qobject_cast<QComboBox*>(editor))
        box->setCurrentIndex(value.toInt());
    else if (auto* text = qobject_cast<QPlainTextEdit*>(editor);
             text != nullptr && !text->document()->isModified())
        text->setPlainText(value.toString()); // not over what is being typed when rows arrive anew
}

void RecordDelegate::setModelData(QWidget* editor, QAbstractItemModel* model,
                                  const QModelIndex& index) const {
    if (auto* box = qobject_cast<QComboBox*>(editor))
        model->setData(index, box->currentIndex(), Qt::EditRole);
    else if (auto* text = qobject_cast<QPlainTextEdit*>(editor))
        model->setData(index, text->toPlainText(), Qt::EditRole);
}

void RecordDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                          const QModelIndex& index) const {
    QRect place = option.rect;
    const QRect room = editor->parentWidget()->rect();
    if (index.column() == RecordModel::TextColumn) { // its lines and room for one more
        const QRect lines =
            QFontMetrics(editor->font())
                .boundingRect(QRect(0, 0, place.width() - m_look.u(6), kFarAway), Qt::TextWordWrap,
                              index.data(Qt::EditRole).toString().left(kLongText));
        const int wanted = std::clamp(lines.height() + m_look.u(7), m_look.u(12), m_look.u(40));
        place.setHeight(std::min(wanted, room.height()));
    } else {
        place.setWidth(std::max(place.width(), editor->sizeHint().width()));
    }
    place.moveBottom(std::min(place.bottom(), room.bottom()));
    place.setRight(std::min(place.right(), room.right()));
    editor->setGeometry(place);
}

bool RecordDelegate::eventFilter(QObject* object, QEvent* event) {
    auto* text = qobject_cast<QPlainTextEdit*>(object);
    const bool key = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
    if (text == nullptr || !key)
        return QStyledItemDelegate::eventFilter(object, event);
    const auto* press = static_cast<QKeyEvent*>(event);
    if (press->key() != Qt::Key_Return && press->key() != Qt::Key_Enter)
        return QStyledItemDelegate::eventFilter(object, event);
    event->accept();
    if (event->type() == QEvent::ShortcutOverride || (press->modifiers() & Qt::ShiftModifier) != 0)
        return event->type() == QEvent::ShortcutOverride;
    emit commitData(text);
    emit closeEditor(text);
    return true;
}

} // namespace lab
