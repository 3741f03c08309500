#pragma once

#include <QAbstractListModel>
#include <QStringList>

namespace lab {

/// The texts whose attention is shown while a run trains; edited in place.
class ProbeModel : public QAbstractListModel {
    Q_OBJECT
public:
    explicit ProbeModel(QObject* parent = nullptr);

    void setTexts(const QStringList& texts);
    [[nodiscard]] const QStringList& texts() const { return m_texts; }
    int append(const QString& text);
    void remove(int row);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

signals:
    /// The person changed the list, which was \p before; not sent by setTexts.
    void edited(const QStringList& before);

private:
    QStringList m_texts;
};

} // namespace lab
