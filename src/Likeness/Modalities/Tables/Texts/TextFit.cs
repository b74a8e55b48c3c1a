using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Texts;

/// <summary>Fits how samples spell invented texts to training rows.</summary>
internal static class TextFit
{
    private const int Few = 300; // texts; invented ones of more have pieces in common
    private const double Most = 0.5;

    /// <summary>The rows, whose columns of free text know how samples spell them, and no text of the data.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="findsRules">Whether categories and keys may follow from other columns.</param>
    /// <param name="declared">The rules of a schema, which concern the columns as the data has them; null for none.</param>
    public static Table Apply(Table train, bool findsRules, IReadOnlyList<string>? declared)
    {
        var search = new TextSourceSearch(train);
        var numbered = FindNumbered(train, search);
        return WithKinds(
            train,
            (column, i) =>
                column.Kind is TextKind kind
                    ? Fitted(
                        kind with
                        {
                            Words = WordsOf(train, i, search, numbered),
                        },
                        search.Find(i),
                        column.Name,
                        numbered
                    )
                : findsRules
                && search.Find(i) is { Sources.Count: > 0 } texts
                && declared?.Any(rule => rule.Contains(column.Name, StringComparison.Ordinal)) != true
                    ? Fitted(new TextKind([]) { IsInvented = true }, texts, column.Name, numbered)
                : column.Kind
        );
    }

    /// <summary>The columns of which too few texts have pieces in common to invent believable ones: samples have their name and a number.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="search">What their texts repeat.</param>
    public static IReadOnlySet<string> FindNumbered(Table rows, TextSourceSearch search)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        (string Name, SourcedTexts Texts)[] columns =
        [
            .. rows
                .Columns.Select((column, i) => (column, i))
                .Where(one => one.column.Kind is TextKind { IsInvented: true, Separator: null })
                .Select(one => (one.column.Name, search.Find(one.i)))
                .Where(one => one.Item2.Texts.Count is > 0 and < Few),
        ];
        foreach (var (name, texts) in columns)
        {
            // Addresses of e-mail keep their form.
            if (
                texts.Texts.Count(text => text.Contains('@', StringComparison.Ordinal)) <= Most * texts.Texts.Count
                && SpellingOf(texts)?.IsBelievable(texts.Texts) != true
            )
            {
                found.Add(name);
            }
        }

        // What has letters next to such a name repeats it no more.
        while (Array.Exists(columns, one => JoinsLetters(one.Texts, found) && found.Add(one.Name))) { }

        return found;
    }

    private static bool JoinsLetters(SourcedTexts texts, HashSet<string> numbered) =>
        texts.Sources.Any(source => numbered.Contains(source.Column))
        && texts.Texts.Count(text =>
            text.Index()
                .Any(one =>
                    IsPlace(one.Item, texts)
                    && (
                        (one.Index > 0 && char.IsLetterOrDigit(text[one.Index - 1]))
                        || (one.Index + 1 < text.Length && char.IsLetterOrDigit(text[one.Index + 1]))
                    )
                )
        )
            > Most * texts.Texts.Count;

    private static bool IsPlace(char letter, SourcedTexts texts) =>
        letter >= TextSource.First && letter < TextSource.First + texts.Sources.Count;

    /// <summary>The rows without what rules would say of columns that are put together from others.</summary>
    public static Table WithoutJoined(Table rows) => WithoutJoined(rows, out _);

    /// <summary>The same rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="joined">What columns are joined from, where they are in all rows, such as <c>path = folder + "/" + name</c>.</param>
    public static Table WithoutJoined(Table rows, out IReadOnlyList<string> joined)
    {
        var search = new TextSourceSearch(rows);
        joined =
        [
            .. from one in rows.Columns.Index()
            let text = search.Find(one.Index).Joined
            where text is not null
            select $"{one.Item.Name} = {text.Summary}",
        ];
        return WithKinds(rows, (column, i) => search.Find(i).Sources.Count > 0 ? new TextKind([]) : column.Kind);
    }

    /// <summary>What invented texts have that goes with another column; null for none.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="column">The column.</param>
    /// <param name="search">What texts repeat.</param>
    /// <param name="numbered">The columns that are numbered.</param>
    public static TextWords? WordsOf(Table rows, int column, TextSourceSearch search, IReadOnlySet<string> numbered) =>
        rows.Columns[column].Kind is TextKind { IsInvented: true, Separator: null }
        && search.Find(column).Joined is null
        && !numbered.Contains(rows.Columns[column].Name)
            ? TextWordSearch.Find(rows, column, search.Find(column).Sources)
            : null;

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

    /// <summary>What a column's texts repeat of others in samples.</summary>
    /// <param name="texts">The column's texts.</param>
    /// <param name="numbered">The columns that are numbered.</param>
    public static IReadOnlyList<TextSource> SourcesOf(SourcedTexts texts, IReadOnlySet<string> numbered) =>
        AreCodesAlone(texts, numbered) ? [] : texts.Sources;

    private static TextKind Fitted(TextKind kind, SourcedTexts texts, string name, IReadOnlySet<string> numbered)
    {
        if (kind.Separator is { } separator && texts.Joined is null)
        {
            var lists = TextLists.Fit(texts.Written, separator);
            return kind with
            {
                Texts = [],
                IsInvented = lists is not null,
                Spelling = lists is null ? null : TextSpelling.Of(lists),
            };
        }

        var found = AreCodesAlone(texts, numbered) ? texts with { Texts = texts.Written, Sources = [] } : texts;
        bool isNumbered = numbered.Contains(name);
        var spelling =
            !kind.IsInvented ? null
            : isNumbered ? TextSpelling.Numbered(name)
            : SpellingOf(found);
        bool isSpelt = texts.Joined is null && kind.IsInvented;
        int different = texts.Written.Distinct(StringComparer.Ordinal).Count();
        return kind with
        {
            Texts = [],
            // A number behind a text would be no part of it.
            IsUnique = isSpelt && different == texts.Written.Count,
            Repeated = isSpelt ? 1 - (different / (double)Math.Max(1, texts.Written.Count)) : 1,
            Order =
                isSpelt && !isNumbered && found.Sources.Count == 0 && kind.Words is null
                    ? TextOrders.Find(texts.Written)
                    : TextOrder.None,
            IsInvented = spelling is not null,
            Spelling = spelling,
            Sources = spelling is null || isNumbered ? [] : found.Sources,
        };
    }

    private static TextSpelling? SpellingOf(SourcedTexts texts) =>
        texts.Joined is { } joined
            ? TextSpelling.Of(joined)
            : TextSpelling.Fit(texts.Texts, texts.Sources.Count > 0 ? texts.Written : null);

    // Codes repeat other columns only whole, and only if their shapes stay: initials of names do not.
    private static bool AreCodesAlone(SourcedTexts texts, IReadOnlySet<string> numbered) =>
        texts is { Joined: null, Sources.Count: > 0 }
        && CodeShapes.Find(texts.Written).Count > 0
        && (
            texts.Sources.Any(source => source.Piece != TextPiece.Whole || numbered.Contains(source.Column))
            || CodeShapes.Frequent(texts.Texts).Count == 0
        );
}
