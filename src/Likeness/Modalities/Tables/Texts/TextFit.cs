using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Texts;

/// <summary>Fits how samples spell invented texts to training rows.</summary>
internal static class TextFit
{
    /// <summary>The rows, whose columns of free text know how samples spell them, and no text of the data.</summary>
    /// <param name="train">The training rows.</param>
    public static Table Apply(Table train)
    {
        if (!train.Columns.Any(column => column.Kind is TextKind or IdentifierKind))
        {
            return train;
        }

        var search = new TextSourceSearch(train);
        return Table
            .FromColumns(
                [
                    .. train.Columns.Select(
                        (column, i) =>
                            column.Kind is TextKind kind ? column with { Kind = Fitted(kind, search.Find(i)) }
                            : search.Find(i) is { Sources.Count: > 0 } keys
                                ? column with
                                {
                                    Kind = Fitted(new TextKind([]) { IsInvented = true }, keys),
                                }
                            : column
                    ),
                ],
                [.. Enumerable.Range(0, train.Width).Select(train.ColumnValues)],
                train.Picture
            )
            .WrittenAs(train.Dialect);
    }

    private static TextKind Fitted(TextKind kind, SourcedTexts texts)
    {
        var spelling = kind.IsInvented ? TextSpelling.Fit(texts.Texts) : null;
        return kind with
        {
            Texts = [],
            IsUnique = kind.IsInvented && texts.AreDifferent,
            IsInvented = spelling is not null,
            Spelling = spelling,
            Sources = spelling is null ? [] : texts.Sources,
        };
    }
}
