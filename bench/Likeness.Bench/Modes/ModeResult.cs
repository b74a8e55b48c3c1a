namespace Likeness.Bench.Modes;

/// <summary>Which Gaussians of a mixture the samples of one training reach.</summary>
/// <param name="Found">Centres with a sample within three standard deviations.</param>
/// <param name="Quality">The fraction of samples within three standard deviations of a centre.</param>
/// <param name="Coverage">The fraction of centres that are nearest to at least a quarter of the samples expected of them.</param>
/// <param name="Seconds">The training time.</param>
internal sealed record ModeResult(double Found, double Quality, double Coverage, double Seconds)
{
    private const double Near = 3;
    private const double MinFraction = 0.25;

    /// <summary>Counts the modes of a mixture of equally likely round Gaussians.</summary>
    /// <param name="rows">The samples.</param>
    /// <param name="centres">The means.</param>
    /// <param name="deviation">The standard deviation along each axis.</param>
    /// <param name="seconds">The training time.</param>
    public static ModeResult Of(
        IReadOnlyList<(double X, double Y)> rows,
        IReadOnlyList<(double X, double Y)> centres,
        double deviation,
        double seconds
    )
    {
        var nearest = new int[centres.Count];
        var near = new int[centres.Count];
        foreach ((double x, double y) in rows)
        {
            (double distance, int index) = centres
                .Select((centre, i) => (Math.Sqrt(Math.Pow(x - centre.X, 2) + Math.Pow(y - centre.Y, 2)), i))
                .Min();
            nearest[index]++;
            near[index] += distance <= Near * deviation ? 1 : 0;
        }

        double expected = (double)rows.Count / centres.Count;
        return new(
            near.Count(count => count > 0),
            (double)near.Sum() / rows.Count,
            nearest.Count(count => count >= MinFraction * expected) / (double)centres.Count,
            seconds
        );
    }

    /// <summary>The mean of several trainings.</summary>
    public static ModeResult Mean(IReadOnlyList<ModeResult> results) =>
        new(
            results.Average(result => result.Found),
            results.Average(result => result.Quality),
            results.Average(result => result.Coverage),
            results.Average(result => result.Seconds)
        );
}
