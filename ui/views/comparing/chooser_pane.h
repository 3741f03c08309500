#pragma once

#include <QCheckBox>
#include <QScrollArea>

#include <map>
#include <set>
#include <string>

class QStandardItem;
class QStandardItemModel;
class QTreeView;
class QVBoxLayout;

namespace lab {

class Look;
class LookLabel;
class SectionHeader;
struct EncoderSpec;

/// The left pane of a workspace that measures or trains several models: what the lab keeps of it, and below
/// that, section by section, what the next one is made of.
class ChooserPane : public QScrollArea {
    Q_OBJECT
signals:
    /// A row of what the lab keeps.
    void storedChosen(int row);
    void choiceChanged();

protected:
    ChooserPane(const Look& look, QWidget* parent);

    [[nodiscard]] const Look& look() const { return m_look; }
    [[nodiscard]] QVBoxLayout& column() const;

    SectionHeader* addSection(const QString& title);
    /// The list of what the lab keeps, and the sentence that stands there while it is empty.
    void addStored(const char* name, const QString& accessibleName, const QString& none);
    /// Takes the items.
    void setStored(const QList<QStandardItem*>& items, int current);

    /// A box that is ticked while \p value is in \p ticked, which it changes; the caller finds room for it.
    template <class Value>
    QCheckBox* makeBox(const QString& name, const QString& text, const QString& tip, std::set<Value>& ticked,
                       const Value& value) {
        auto* box = new QCheckBox(text, widget());
        box->setObjectName(name);
        box->setToolTip(tip);
        box->setChecked(ticked.contains(value));
        connect(box, &QCheckBox::toggled, this, [this, &ticked, value](bool on) {
            if (on)
                ticked.insert(value);
            else
                ticked.erase(value);
            emit choiceChanged();
        });
        return box;
    }
    /// The box of an encoder, with the mark of its curves.
    QCheckBox* makeEncoderBox(const char* prefix, const EncoderSpec& spec, std::set<std::string>& ticked);
    /// By the encoder's id.
    [[nodiscard]] const std::map<std::string, QCheckBox*>& encoderBoxes() const { return m_encoders; }

private:
    void restyle();

    const Look& m_look;
    QStandardItemModel* m_model;
    QTreeView* m_list = nullptr;
    LookLabel* m_none = nullptr;
    std::map<std::string, QCheckBox*> m_encoders;
};

} // namespace lab
