using Likeness.Data.Csv;
using Likeness.Data.Kinds;

namespace Likeness.Data.Detection;

/// <summary>Texts most of which are numbers, such as heights in inches that a few people wrote as 5' 4": a few cells make levels of all, most of which protection keeps from samples.</summary>
internal static class NumbersAmongTexts
{
    private const int MinNumbers = 20; // different ones
    private const double MostAreNumbers = 0.5;
    private const int MaxExamples = 3;
    private const string Advice = "if the column is one of numbers, correct these cells or leave them empty";

    /// <summary>The sentence for the evidence of a column; empty for other texts.</summary>
    /// <param name="texts">The different texts.</param>
    /// <param name="counts">The rows of each.</param>
    public static string Why(IReadOnlyList<string> texts, IReadOnlyList<int> counts)
    {
        int[] others = Others(texts);
        int all = counts.Sum();
        int cells = others.Sum(text => counts[text]);
        return others.Length == 0 || cells > (1 - MostAreNumbers) * all
            ? ""
            : $"; {all - cells} of {all} cells are numbers, and {cells} are not, such as {Examples(texts, others)}: {Advice}";
    }

    /// <summary>The advice for a column of levels; null for others.</summary>
    /// <param name="kind">The kind of the column; null for none.</param>
    public static string? AdviceFor(ColumnKind? kind) =>
        kind is CategoryKind { Levels: var levels } && Others(levels) is { Length: > 0 } others
            ? $"{others.Length} of the levels are not numbers, such as {Examples(levels, others)}: {Advice}; --no-protection keeps them as they are"
            : null;

    private static int[] Others(IReadOnlyList<string> texts)
    {
        int[] others =
        [
            .. Enumerable.Range(0, texts.Count).Where(text => !NumberFormat.TryReadPlain(texts[text].Trim(), out _)),
        ];
        int numbers = texts.Count - others.Length;
        return numbers >= Math.Max(MinNumbers, MostAreNumbers * texts.Count) ? others : [];
    }

    private static string Examples(IReadOnlyList<string> texts, int[] others) =>
        string.Join(", ", others.Take(MaxExamples).Select(text => $"'{CsvHeader.Shown(texts[text])}'"));
}
