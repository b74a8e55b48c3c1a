namespace Likeness.Data.Kinds;

/// <summary>The decimal places of seconds with which times and durations are written.</summary>
internal static class SecondDecimals
{
    private const int Fewest = 3;

    // The difference of two times since 1970, in doubles, is exact to half a microsecond: not to half of a sixth place.
    private const int Most = 5;

    /// <summary>The places that the format of a kind has, from 3 on, to which whole seconds are exact, and at most 5.</summary>
    /// <param name="kind">The kind.</param>
    public static int Of(ColumnKind kind)
    {
        string format = kind switch
        {
            TimeKind time => time.Format,
            DurationKind duration => duration.Format,
            _ => "",
        };
        if (format.Contains(".F", StringComparison.Ordinal) || format.Contains(",F", StringComparison.Ordinal))
        {
            return Most;
        }

        int point = Math.Max(
            format.IndexOf(".f", StringComparison.Ordinal),
            format.IndexOf(",f", StringComparison.Ordinal)
        );
        string fraction = point < 0 ? "" : format[(point + 1)..];
        return Math.Clamp(fraction.Length - fraction.TrimStart('f').Length, Fewest, Most);
    }
}
