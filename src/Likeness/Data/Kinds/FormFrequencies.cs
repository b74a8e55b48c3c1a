namespace Likeness.Data.Kinds;

/// <summary>How often keys have each of several forms.</summary>
/// <param name="Percents">The percentage of keys that have each form; 100 together.</param>
internal sealed record FormFrequencies(IReadOnlyList<int> Percents)
{
    /// <summary>The sum of all percentages.</summary>
    public const int Whole = 100;

    // Numbers without a common factor with 100, so that the forms of consecutive keys differ.
    private const int Step = 37;
    private const int Start = 11;

    /// <summary>The percentages of numbers of keys, each 1 or more; the largest takes what rounding leaves.</summary>
    public static FormFrequencies Rounded(IReadOnlyList<int> counts)
    {
        double all = counts.Sum();
        int[] percents = [.. counts.Select(count => Math.Max(1, (int)Math.Round(Whole * count / all)))];
        percents[Array.IndexOf(percents, percents.Max())] += Whole - percents.Sum();
        return new(percents);
    }

    /// <summary>The form of a key, and its number among those of this form.</summary>
    /// <param name="index">The number of the key, from 0.</param>
    public (int Form, long Number) Of(long index)
    {
        int place = (int)(((index % Whole * Step) + Start) % Whole);
        for (int form = 0; ; form++)
        {
            if (place < Percents[form])
            {
                return (form, (index / Whole * Percents[form]) + place);
            }

            place -= Percents[form];
        }
    }
}
