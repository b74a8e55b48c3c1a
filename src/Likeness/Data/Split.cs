namespace Likeness.Data;

/// <summary>Which rows a model is trained on and which it never sees before it is judged.</summary>
/// <param name="Train">Row numbers, increasing.</param>
/// <param name="HeldOut">Row numbers, increasing; empty where all rows are trained on.</param>
public sealed record Split(IReadOnlyList<int> Train, IReadOnlyList<int> HeldOut)
{
    private const int FewestRows = 2;

    /// <summary>
    /// Rows to choose by (which weights are best, when to stop), where they are others than those to judge on; else empty, and
    /// the held-out rows serve for both.
    /// </summary>
    public IReadOnlyList<int> Validation { get; init; } = [];

    /// <summary>Draws the held-out rows: round(share · rows) of them, each set as likely as the others.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="heldOutShare">The share to hold out, in [0, 1).</param>
    /// <param name="seed">The run's seed; the same seed gives the same split.</param>
    /// <exception cref="LikenessException">The share is out of range, or fewer than 2 rows would be left on a side.</exception>
    public static Split Draw(int rows, double heldOutShare, ulong seed)
    {
        if (!(heldOutShare is >= 0 and < 1))
        {
            throw new LikenessException(
                $"the share to hold out is {heldOutShare}, but must be at least 0 and below 1 (0.2 is the default)"
            );
        }

        if (heldOutShare == 0)
        {
            return new Split([.. Enumerable.Range(0, rows)], []);
        }

        int heldOut = (int)Math.Round(rows * heldOutShare);
        if (heldOut < FewestRows || rows - heldOut < FewestRows)
        {
            throw new LikenessException(
                $"{rows} {(rows == 1 ? "row" : "rows")} with a share of {heldOutShare} held out would leave {rows - heldOut} to train on and {heldOut} to judge on, but each side needs {FewestRows} (give more rows, or --holdout 0 to train on all)"
            );
        }

        int[] order = RandomUse.Split.Random(seed).Permutation(rows);
        Array.Sort(order, 0, heldOut);
        Array.Sort(order, heldOut, rows - heldOut);
        return new Split(order[heldOut..], order[..heldOut]);
    }
}
