namespace Likeness.Data.Recurrences;

/// <summary>Where a row of a key stands among these.</summary>
/// <param name="First">The first row of the key.</param>
/// <param name="Before">The row before; that row itself where it is the first.</param>
/// <param name="Row">The row.</param>
/// <param name="Place">Its place, from 0.</param>
internal readonly record struct SeriesPlace(int First, int Before, int Row, int Place)
{
    /// <summary>The rows of the key, in their order; null where only the row before is known.</summary>
    public int[]? Order { get; init; }

    /// <summary>All rows of a key.</summary>
    /// <param name="order">The rows, in their order.</param>
    public static SeriesPlace[] All(int[] order) =>
        [
            .. order.Select(
                (row, place) => new SeriesPlace(order[0], order[Math.Max(0, place - 1)], row, place) { Order = order }
            ),
        ];
}
