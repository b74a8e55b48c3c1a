using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Texts;

/// <summary>
/// Finds words of invented texts that go with a value of another column: titles and first names with a sex. By chance, all texts of a word would be in rows of one value with the
/// probability p(value)ⁿ.
/// </summary>
internal static class TextWordSearch
{
    private const int MaxTexts = 5000;
    private const int MaxValues = 20;
    private const int MaxExamples = 3;
    private const double MinOfOne = 0.95; // texts of a word in rows of one value
    private const double MinCovered = 0.3; // texts with a word that goes with a value beyond all doubt
    private const double MaxLogChance = -6.9; // 1e-3, where others do

    /// <summary>What goes with another column; null for nothing.</summary>
    /// <param name="rows">The training rows.</param>
    /// <param name="column">The column of texts.</param>
    /// <param name="sources">The columns that the texts repeat.</param>
    public static TextWords? Find(Table rows, int column, IReadOnlyList<TextSource> sources)
    {
        int[] known = CountedTexts.Find(rows, column);
        int step = Math.Max(1, known.Length / MaxTexts);
        known = [.. known.Where((_, i) => i % step == 0)];
        string[][] texts =
        [
            .. known.Select(row => TextWords.Of(rows.Columns[column].Kind.Write(rows[row, column])).ToArray()),
        ];
        HashSet<string> frequent =
        [
            .. texts.SelectMany(words => words).CountBy(word => word).Where(IsFrequent).Select(word => word.Key),
        ];
        if (frequent.Count == 0)
        {
            return null;
        }

        return Enumerable
            .Range(0, rows.Width)
            .Where(other =>
                other != column
                && rows.Columns[other].Kind is CategoryKind or BooleanKind or NumberKind
                && sources.All(source => source.Column != rows.Columns[other].Name)
            )
            .Select(other => OfColumn(rows, other, known, texts, frequent))
            .Where(one => one.Words is not null)
            .OrderByDescending(one => one.Score)
            .FirstOrDefault()
            .Words;
    }

    private static bool IsFrequent(KeyValuePair<string, int> word) => word.Value >= TextSpelling.MinTexts;

    private static (double Score, TextWords? Words) OfColumn(
        Table rows,
        int other,
        int[] known,
        string[][] texts,
        HashSet<string> frequent
    )
    {
        double[] values = Array.ConvertAll(known, row => rows[row, other]);
        var counts = values.Where(value => !double.IsNaN(value)).CountBy(value => value).ToDictionary();
        if (counts.Count is < 2 or > MaxValues)
        {
            return default;
        }

        double all = counts.Values.Sum();
        var found = texts
            .Zip(values)
            .Where(one => !double.IsNaN(one.Second))
            .SelectMany(one => one.First.Where(frequent.Contains).Select(word => (Word: word, Value: one.Second)))
            .GroupBy(one => one.Word, one => one.Value, StringComparer.Ordinal)
            .Select(word =>
                (Word: word.Key, Count: word.Count(), Most: word.CountBy(value => value).MaxBy(one => one.Value))
            )
            .Where(word => word.Count >= TextSpelling.MinTexts && word.Most.Value >= MinOfOne * word.Count)
            .Select(word =>
                (word.Word, word.Count, Value: word.Most.Key, Chance: Math.Log(counts[word.Most.Key] / all))
            )
            .Where(word => word.Count * word.Chance <= MaxLogChance)
            .ToList();
        var evident = found
            .Where(word => word.Count * word.Chance <= KeyEvidence.MaxLogChance)
            .ToDictionary(word => word.Word, word => word.Chance, StringComparer.Ordinal);
        double[] covered =
        [
            .. texts
                .Select(words => words.Where(evident.ContainsKey).Select(word => evident[word]).DefaultIfEmpty().Min())
                .Where(chance => chance < 0),
        ];
        return covered.Length < MinCovered * texts.Length
            ? default
            : (
                -covered.Sum(),
                new TextWords(
                    rows.Columns[other].Name,
                    found.ToDictionary(
                        word => word.Word,
                        word => rows.Columns[other].Kind.Write(word.Value),
                        StringComparer.Ordinal
                    )
                )
                {
                    Examples =
                    [
                        .. found.OrderByDescending(word => word.Count).Take(MaxExamples).Select(word => word.Word),
                    ],
                }
            );
    }
}
