using Likeness.Data;

namespace Likeness.Modalities.Tables.Validity;

/// <summary>Categories that differ only in case or spaces. They are different ones, but their texts say why there are so many.</summary>
internal static class LevelSpellings
{
    /// <summary>The most frequent unknown category beside the known one that it would be but for case and spaces; null for none.</summary>
    /// <param name="column">The column, with the levels of both.</param>
    /// <param name="cells">The cells, among them unknown categories.</param>
    /// <param name="known">The known categories.</param>
    public static string? Example(Column column, double[] cells, IReadOnlyCollection<double> known)
    {
        var texts = new Dictionary<string, string>();
        foreach (double level in known)
        {
            texts.TryAdd(Plain(column.Write(level)), column.Write(level));
        }

        return cells
            .Where(cell => !double.IsNaN(cell) && !known.Contains(cell))
            .CountBy(cell => cell)
            .OrderByDescending(one => one.Value)
            .Select(one => column.Write(one.Key))
            .Where(text => texts.ContainsKey(Plain(text)))
            .Select(text => $"'{text}' beside '{texts[Plain(text)]}'")
            .FirstOrDefault();
    }

    private static string Plain(string text) =>
        string.Concat(text.Where(letter => !char.IsWhiteSpace(letter))).ToUpperInvariant();
}
