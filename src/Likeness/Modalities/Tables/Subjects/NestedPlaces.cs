namespace Likeness.Modalities.Tables.Subjects;

/// <summary>Sampled rows in their inner keys.</summary>
/// <param name="Heads">The first row of each row's inner key, by its place in the block.</param>
/// <param name="Places">The place of each row in its inner key, from 0.</param>
/// <param name="Numbers">How many inner keys of the outer one are before that of the row.</param>
internal sealed record NestedPlaces(int[] Heads, int[] Places, int[] Numbers)
{
    /// <summary>First rows of outer keys.</summary>
    public static NestedPlaces First(int count) => new([.. Enumerable.Range(0, count)], new int[count], new int[count]);

    /// <summary>Some of the rows.</summary>
    public NestedPlaces Take(int[] rows) =>
        new(
            Array.ConvertAll(rows, row => Heads[row]),
            Array.ConvertAll(rows, row => Places[row]),
            Array.ConvertAll(rows, row => Numbers[row])
        );

    /// <summary>The rows behind these, which stand in the block from a place on.</summary>
    /// <param name="begins">Whether each begins an inner key.</param>
    /// <param name="start">The place of the first in the block.</param>
    public NestedPlaces Next(bool[] begins, int start) =>
        new(
            [.. begins.Select((begin, row) => begin ? start + row : Heads[row])],
            [.. begins.Select((begin, row) => begin ? 0 : Places[row] + 1)],
            [.. begins.Select((begin, row) => Numbers[row] + (begin ? 1 : 0))]
        );

    /// <summary>What models know of the rows behind these.</summary>
    /// <param name="begins">Whether each begins an inner key; null where it is unknown.</param>
    public NestedRows Before(bool[]? begins) =>
        new(
            begins is null
                ? [.. Enumerable.Repeat(double.NaN, Heads.Length)]
                : Array.ConvertAll(begins, begin => begin ? 1.0 : 0),
            Array.ConvertAll(Places, place => (double)place),
            Array.ConvertAll(Numbers, number => (double)number)
        );
}
