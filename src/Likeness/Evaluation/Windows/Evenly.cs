namespace Likeness.Evaluation.Windows;

/// <summary>Subsamples a list at even steps.</summary>
internal static class Evenly
{
    /// <summary>At most so many items, at even steps over the whole list and in its order.</summary>
    public static T[] Thin<T>(IReadOnlyList<T> items, int most)
    {
        int count = Math.Min(most, items.Count);
        return [.. Enumerable.Range(0, count).Select(i => items[(int)((long)i * items.Count / count)])];
    }
}
