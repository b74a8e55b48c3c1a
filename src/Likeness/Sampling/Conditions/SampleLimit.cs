namespace Likeness.Sampling.Conditions;

/// <summary>How many samples may be made for rows that satisfy conditions. A default is exceeded by some where nearly all rows are found.</summary>
/// <param name="Samples">The number of samples.</param>
/// <param name="IsFirm">Whether there may be no more.</param>
internal readonly record struct SampleLimit(int Samples, bool IsFirm)
{
    // If this many are expected to be accepted, none is with a probability of e⁻⁹.
    private const double LogChance = 9;

    // Four in five rows are nearly all; the others take about a quarter more.
    private const double Room = 1.25;

    /// <summary>The most samples in any case.</summary>
    public int Most => IsFirm ? Samples : Samples * 2;

    // How many samples rows may be expected to take.
    private double Expected => IsFirm ? Samples : Room * Samples;

    /// <summary>The number of samples after which to look again whether more are worthwhile.</summary>
    /// <param name="samples">Those after which this was done; 0 before.</param>
    /// <param name="first">The number for the first time.</param>
    public int After(int samples, int first) =>
        samples == 0 ? Math.Min(Samples, first)
        : samples < Samples ? (int)Math.Min(Samples, 2L * samples)
        : Most;

    /// <summary>Whether samples end: there are no more, or it is clear that they hardly suffice.</summary>
    /// <param name="count">The number of rows.</param>
    /// <param name="accepted">The number of rows accepted so far.</param>
    /// <param name="samples">The number of rows sampled so far.</param>
    public bool Ends(int count, long accepted, long samples)
    {
        // The upper end of a confidence interval of a Poisson distribution's mean.
        double most = accepted + LogChance + Math.Sqrt(2 * LogChance * accepted);
        double likely = samples < Samples ? most : accepted;
        return samples >= Most || likely * Expected < (double)count * samples;
    }
}
