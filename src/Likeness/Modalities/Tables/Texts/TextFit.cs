using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Texts;

/// <summary>Fits how samples spell invented texts to training rows.</summary>
internal static class TextFit
{
    /// <summary>The rows, whose columns of free text know how samples spell them, and no text of the data.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="findsRules">Whether categories and keys may follow from other columns.</param>
    /// <param name="declared">The rules of a schema, which concern the columns as the data has them; null for none.</param>
    public static Table Apply(Table train, bool findsRules, IReadOnlyList<string>? declared)
    {
        var search = new TextSourceSearch(train);
        return WithKinds(
            train,
            (column, i) =>
                column.Kind is TextKind kind ? Fitted(kind, search.Find(i))
                : findsRules
                && search.Find(i) is { Sources.Count: > 0 } texts
                && declared?.Any(rule => rule.Contains(column.Name, StringComparison.Ordinal)) != true
                    ? Fitted(new TextKind([]) { IsInvented = true }, texts)
                : column.Kind
        );
    }

    /// <summary>The rows without what rules would say of columns that are put together from others.</summary>
    public static Table WithoutJoined(Table rows)
    {
        var search = new TextSourceSearch(rows);
        return WithKinds(rows, (column, i) => search.Find(i).Sources.Count > 0 ? new TextKind([]) : column.Kind);
    }

    // Rows of which no kind changes are not copied.
    private static Table WithKinds(Table rows, Func<Column, int, ColumnKind> kindOf)
    {
        ColumnKind[] kinds = [.. rows.Columns.Select(kindOf)];
        return kinds.Index().All(one => ReferenceEquals(one.Item, rows.Columns[one.Index].Kind))
            ? rows
            : Table
                .FromColumns(
                    [.. rows.Columns.Select((column, i) => column with { Kind = kinds[i] })],
                    [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)],
                    rows.Picture
                )
                .WrittenAs(rows.Dialect);
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
