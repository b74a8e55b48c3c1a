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
                column.Kind is TextKind kind ? Fitted(kind, search.Find(i), column.Name)
                : findsRules
                && search.Find(i) is { Sources.Count: > 0 } texts
                && declared?.Any(rule => rule.Contains(column.Name, StringComparison.Ordinal)) != true
                    ? Fitted(new TextKind([]) { IsInvented = true }, texts, column.Name)
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

    private static TextKind Fitted(TextKind kind, SourcedTexts texts, string name)
    {
        var found = texts;
        // Codes whose shapes other columns would change, such as initials of names, are spelt alone.
        if (
            texts.Sources.Count > 0
            && CodeShapes.Find(texts.Written).Count > 0
            && CodeShapes.Frequent(texts.Texts).Count == 0
        )
        {
            found = new(texts.Written, [], texts.Written);
        }

        var spelling = kind.IsInvented ? SpellingOf(found, name) : null;
        return kind with
        {
            Texts = [],
            IsUnique =
                kind.IsInvented
                && texts.Written.Distinct(StringComparer.Ordinal).Count() == texts.Written.Count,
            IsInvented = spelling is not null,
            Spelling = spelling,
            Sources = spelling is null or { Word: not null } ? [] : found.Sources,
        };
    }

    private static TextSpelling? SpellingOf(SourcedTexts texts, string name)
    {
        var spelling = TextSpelling.Fit(texts.Texts, texts.Sources.Count > 0 ? texts.Written : null);
        if (Environment.GetEnvironmentVariable("DBGT") != null) Console.Error.WriteLine($"DBG {name} n={texts.Texts.Count} codes={spelling?.Codes.Count} order={spelling?.MeanOrder(new Likeness.Compute.Cpu.PhiloxRandom(1,1),100):0.00} sources={texts.Sources.Count}");
        return spelling;
    }
}
