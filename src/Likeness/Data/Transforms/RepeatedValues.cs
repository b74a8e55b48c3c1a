namespace Likeness.Data.Transforms;

/// <summary>
/// The values that a column repeats, where single precision does not hold their digits, such as wages per hour: samples next to one are that value.
/// </summary>
/// <param name="Values">Ascending, at least one.</param>
public sealed record RepeatedValues(IReadOnlyList<double> Values)
{
    private const int Most = 10_000;

    // Four times the rounding of single precision, which holds distances from the shift: a fraction of them, so that small numbers beside huge ones keep their digits.
    private const double Rounding = 1.0 / (1 << 22);

    /// <summary>The values of several training rows, the most frequent if there are many; null without any.</summary>
    /// <param name="train">The values of the training rows.</param>
    internal static RepeatedValues? Find(double[] train)
    {
        double[] repeated =
        [
            .. train
                .CountBy(value => value)
                .Where(value => value.Value > 1)
                .OrderByDescending(value => value.Value)
                .Take(Most)
                .Select(value => value.Key)
                .Order(),
        ];
        return repeated.Length == 0 ? null : new(repeated);
    }

    /// <summary>Whether the values are in order.</summary>
    internal bool AreSound =>
        Values.Count > 0
        && Values.All(double.IsFinite)
        && Enumerable.Range(1, Values.Count - 1).All(i => Values[i - 1] < Values[i]);

    /// <summary>The nearest of the values if it differs by rounding only, else the value itself.</summary>
    /// <param name="value">A sampled value.</param>
    /// <param name="shift">The shift of the column.</param>
    internal double Snap(double value, double shift)
    {
        int after = 0;
        for (int end = Values.Count; after < end; )
        {
            int middle = (after + end) / 2;
            (after, end) = Values[middle] < value ? (middle + 1, end) : (after, middle);
        }

        double above = Values[Math.Min(after, Values.Count - 1)];
        double below = Values[Math.Max(after - 1, 0)];
        double nearest = Math.Abs(above - value) < Math.Abs(value - below) ? above : below;
        return Math.Abs(nearest - value) <= Rounding * Math.Abs(value - shift) ? nearest : value;
    }

    /// <summary>Whether the values are the same.</summary>
    public bool Equals(RepeatedValues? other) => other is not null && Values.SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Values.Count, Values[0], Values[^1]);
}
