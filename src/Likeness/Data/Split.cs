namespace Likeness.Data;

/// <summary>Which rows a model is trained on and which it never sees before it is judged.</summary>
/// <param name="Train">Row numbers, increasing.</param>
/// <param name="HeldOut">Row numbers, increasing; empty where all rows are trained on.</param>
public sealed record Split(IReadOnlyList<int> Train, IReadOnlyList<int> HeldOut)
{
    private const int MinRows = 2;

    /// <summary>
    /// Rows to choose by (which weights are best, when to stop), where they are others than those to judge on; else empty, and
    /// the held-out rows serve for both.
    /// </summary>
    public IReadOnlyList<int> Validation { get; init; } = [];

    /// <summary>Draws the held-out rows: round(share · rows) of them, each set as likely as the others.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="heldOutFraction">The share to hold out, in [0, 1).</param>
    /// <param name="seed">The run's seed; the same seed gives the same split.</param>
    /// <exception cref="LikenessException">The share is out of range, or fewer than 2 rows would be left on a side.</exception>
    public static Split Sample(int rows, double heldOutFraction, ulong seed)
    {
        if (!(heldOutFraction is >= 0 and < 1))
        {
            throw new LikenessException(
                $"the share to hold out is {heldOutFraction}, but must be at least 0 and below 1 (0.2 is the default)"
            );
        }

        if (heldOutFraction == 0)
        {
            return new Split([.. Enumerable.Range(0, rows)], []);
        }

        int heldOut = (int)Math.Round(rows * heldOutFraction);
        if (heldOut < MinRows || rows - heldOut < MinRows)
        {
            throw new LikenessException(
                $"{rows} {(rows == 1 ? "row" : "rows")} with a share of {heldOutFraction} held out would leave {rows - heldOut} to train on and {heldOut} to judge on, but each side needs {MinRows} (give more rows, or --holdout 0 to train on all)"
            );
        }

        int[] order = RandomUse.Split.Random(seed).Permutation(rows);
        Array.Sort(order, 0, heldOut);
        Array.Sort(order, heldOut, rows - heldOut);
        return new Split(order[heldOut..], order[..heldOut]);
    }
}
