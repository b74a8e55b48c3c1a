using System.Globalization;
using System.Text.RegularExpressions;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Databases;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Texts;

/// <summary>Texts of samples that are invented: each row spells its own, with what it repeats of the row's other columns.</summary>
/// <param name="seed">The seed of the samples.</param>
/// <param name="areInOrder">Whether texts stand in the order of the data's.</param>
internal sealed partial class InventedTexts(ulong seed, bool areInOrder = true)
{
    // Texts may need a column that is missing in their row, or be there already.
    private const int MaxTexts = 20;
    private const int MaxTextsOfWords = 200; // of values that few rows have

    private readonly Dictionary<string, TakenTexts> taken = new(StringComparer.Ordinal);

    /// <summary>Whether the texts of a column stand in an order, so that those of all rows are filled together.</summary>
    public static bool HaveOrder(IReadOnlyList<Column> columns) =>
        columns.Any(column => column.Kind is TextKind { Order: not TextOrder.None });

    /// <summary>Samples with invented texts.</summary>
    /// <param name="rows">The samples, with their keys.</param>
    /// <param name="first">The number of the first row, from 0.</param>
    /// <param name="numbers">The number of each row's subject, for columns that its rows share; null for none.</param>
    public Table Fill(Table rows, long first, IReadOnlyDictionary<string, long[]>? numbers = null)
    {
        Column[] columns = [.. rows.Columns];
        double[][] values = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        List<int> left =
        [
            .. Enumerable.Range(0, columns.Length).Where(i => columns[i].Kind is TextKind { Spelling: not null }),
        ];
        if (left.Count == 0)
        {
            return rows;
        }

        while (left.Count > 0)
        {
            // What a column repeats is there first.
            int next = left.First(i =>
                !((TextKind)columns[i].Kind).Sources.Any(source =>
                    left.Exists(other => columns[other].Name == source.Column)
                )
            );
            left.Remove(next);
            (columns[next], values[next]) = Filled(
                columns,
                values,
                next,
                RandomUse.Texts.Seed(seed + (ulong)next),
                NumberOf(next)
            );
        }

        return Table.FromColumns(columns, values, rows.Picture).WrittenAs(rows.Dialect);

        // Rows of a subject have the same text.
        Func<int, long> NumberOf(int column) =>
            numbers?.GetValueOrDefault(columns[column].Name) is { } subjects
                ? row => subjects[row]
                : row => first + row;
    }

    private (Column Column, double[] Cells) Filled(
        Column[] columns,
        double[][] values,
        int at,
        ulong ofColumn,
        Func<int, long> numberOf
    )
    {
        var column = columns[at];
        var kind = (TextKind)column.Kind;
        int[] sources = [.. kind.Sources.Select(source => Array.FindIndex(columns, one => one.Name == source.Column))];
        int by = Array.FindIndex(columns, one => one.Name == kind.Words?.Column);
        int longest = DatabaseTypes.LengthOf(column.Storage) ?? int.MaxValue;
        var before = TakenBy(column.Name, kind);
        var joined = kind.Spelling!.Joined is { } template ? new JoinedText(template, kind.Sources) : null;
        var texts = new List<string>();
        var places = new Dictionary<long, int>();
        double[] cells = values[at];
        for (int row = 0; row < cells.Length; row++)
        {
            if (column.Missing is not null && double.IsNaN(cells[row]))
            {
                continue;
            }

            if (joined is not null)
            {
                string?[] parts = [.. sources.Select((source, i) => Copied(kind.Sources[i], source, row))];
                bool isMissing = column.Missing is not null && Array.Exists(parts, part => part is null);
                cells[row] = isMissing ? double.NaN : texts.Count;
                texts.Add(isMissing ? "" : Shortened(joined.Of([.. parts.Select(part => part ?? "")])));
                continue;
            }

            long number = numberOf(row);
            if (!places.TryGetValue(number, out int place))
            {
                string?[] copied = [.. sources.Select((source, i) => Copied(kind.Sources[i], source, row))];
                string text = kind.Spelling.Word is { } word
                    ? Numbered(word, number, longest)
                    : Invented(kind, copied, ValueOf(row), new PhiloxRandom(ofColumn, (ulong)number), before, longest);
                places[number] = place = texts.Count;
                texts.Add(Shortened(text));
            }

            cells[row] = place;
        }

        // Rows with a text of their own.
        if (areInOrder && kind.Order.Comparer() is { } comparer && places.Count == cells.Count(double.IsFinite))
        {
            texts.Sort(comparer);
        }

        return (column with { Kind = new TextKind(texts, kind.Placeholder) }, cells);

        string Shortened(string text) => text.Length > longest ? text[..longest] : text;

        string? ValueOf(int row) =>
            by < 0 || double.IsNaN(values[by][row]) ? null : columns[by].Kind.Write(values[by][row]);

        string? Copied(TextSource source, int other, int row) =>
            double.IsNaN(values[other][row]) ? null : source.Of(columns[other].Kind.Write(values[other][row]));
    }

    private TakenTexts? TakenBy(string column, TextKind kind)
    {
        if (kind is { IsUnique: false, Repeated: >= 1 })
        {
            return null;
        }

        if (!taken.TryGetValue(column, out var before))
        {
            taken[column] = before = new(kind.IsUnique ? 0 : kind.Repeated);
        }

        return before;
    }

    // The number stays whole where a word does not fit.
    private static string Numbered(string word, long number, int longest)
    {
        string end = string.Create(CultureInfo.InvariantCulture, $" {number + 1}");
        return word[..Math.Clamp(longest - end.Length, 0, word.Length)] + end;
    }

    private static string Invented(
        TextKind kind,
        string?[] copied,
        string? value,
        PhiloxRandom random,
        TakenTexts? taken,
        int longest
    )
    {
        var spelling = kind.Spelling!;
        int most = value is null ? MaxTexts : MaxTextsOfWords;
        int order = TextSpelling.MaxOrder;
        string text = "";
        bool fits = false;
        bool isTaken = false;
        for (int tries = 0; tries < most && !fits; tries++)
        {
            order -= isTaken && order > 0 ? 1 : 0;
            string spelt = spelling.Spell(random, order);
            fits = !copied
                .Index()
                .Any(one => one.Item is null && spelt.Contains(Place(one.Index), StringComparison.Ordinal));
            foreach (var (i, copy) in copied.Index())
            {
                spelt = spelt.Replace($"{Place(i)}", copy ?? "", StringComparison.Ordinal);
            }

            text = spelt.Trim();
            fits &= spelling.Written.Count == 0 || spelling.Written.Contains(CodeShapes.Of(text));
            fits &= value is null || kind.Words!.Allow(text, value);
            isTaken = taken?.Forbids(text) == true;
            fits &= !isTaken;
        }

        text = isTaken && kind.IsUnique && spelling.Codes.Count == 0 ? Different(text, taken!, longest) : text;
        taken?.Add(text);
        return text;
    }

    // With a number behind it, or before the host of an address, or the extension of a file; codes keep their length.
    private static string Different(string text, TakenTexts taken, int longest)
    {
        int end =
            text.IndexOf('@', StringComparison.Ordinal) is > 0 and var host ? host
            : Extension().Match(text) is { Success: true, Index: > 0 and var extension } ? extension
            : text.Length;
        string gap = text.Contains(' ', StringComparison.Ordinal) ? " " : "";
        for (int number = 2; ; number++)
        {
            string next = string.Create(CultureInfo.InvariantCulture, $"{text[..end]}{gap}{number}{text[end..]}");
            if (next.Length > longest || !taken.Forbids(next))
            {
                return next.Length > longest ? text : next;
            }
        }
    }

    // .csv, .tar.gz, or the slash that ends an address.
    [GeneratedRegex(@"(?<=^\S*[^\s/])(/|(\.[A-Za-z][A-Za-z0-9]{1,4}){1,2})$", RegexOptions.CultureInvariant)]
    private static partial Regex Extension();

    private static char Place(int source) => (char)(TextSource.First + source);
}
