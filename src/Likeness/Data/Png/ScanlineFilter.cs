namespace Likeness.Data.Png;

/// <summary>The five reversible row filters of PNG. Source: PNG specification (W3C, third edition), §9.</summary>
internal static class ScanlineFilter
{
    /// <summary>The number of filters: None, Sub, Up, Average, Paeth.</summary>
    public const int Count = 5;

    /// <summary>Replaces each byte of a row by its difference from the filter's prediction.</summary>
    /// <param name="filter">0 … 4.</param>
    /// <param name="row">The row to filter.</param>
    /// <param name="above">The row above it, unfiltered; zeros for the first row.</param>
    /// <param name="step">Bytes between a sample and the same sample of the pixel to the left; at least 1.</param>
    /// <param name="filtered">Receives the differences; as long as <paramref name="row"/>.</param>
    public static void Apply(
        int filter,
        ReadOnlySpan<byte> row,
        ReadOnlySpan<byte> above,
        int step,
        Span<byte> filtered
    )
    {
        for (int i = 0; i < row.Length; i++)
        {
            filtered[i] = (byte)(row[i] - Predict(filter, row, above, step, i));
        }
    }

    /// <summary>Undoes <see cref="Apply"/> in place.</summary>
    public static void Undo(int filter, Span<byte> row, ReadOnlySpan<byte> above, int step)
    {
        for (int i = 0; i < row.Length; i++)
        {
            row[i] = (byte)(row[i] + Predict(filter, row, above, step, i));
        }
    }

    private static int Predict(int filter, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int step, int i)
    {
        int left = i >= step ? row[i - step] : 0;
        int up = above[i];
        return filter switch
        {
            0 => 0,
            1 => left,
            2 => up,
            3 => (left + up) / 2,
            _ => Paeth(left, up, i >= step ? above[i - step] : 0),
        };
    }

    private static int Paeth(int left, int up, int corner)
    {
        int guess = left + up - corner;
        int toLeft = Math.Abs(guess - left);
        int toUp = Math.Abs(guess - up);
        int toCorner = Math.Abs(guess - corner);
        if (toLeft <= toUp && toLeft <= toCorner)
        {
            return left;
        }

        return toUp <= toCorner ? up : corner;
    }
}
