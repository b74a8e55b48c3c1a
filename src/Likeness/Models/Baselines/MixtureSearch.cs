using Likeness.Compute.Cpu;

namespace Likeness.Models.Baselines;

/// <summary>How the components of a mixture are chosen.</summary>
/// <param name="Components">How many at most, or exactly.</param>
/// <param name="IsMax">
/// Whether fewer may be chosen: by the likelihood of the validation rows, or without these by the Bayesian information criterion.
/// </param>
/// <param name="Restarts">Initialisations for each number.</param>
/// <param name="Floor">Added to each variance, as a fraction of the column's variance.</param>
/// <param name="Iterations">The most iterations of EM after the short runs.</param>
internal sealed record MixtureSearch(
    int Components,
    bool IsMax,
    int Restarts = 3,
    double Floor = 1e-4,
    int Iterations = 300
)
{
    private const int ShortIterations = 15;
    private const double Tolerance = 1e-4;

    // Short runs choose a start, for which so many rows are enough.
    private const int ShortRows = 20_000;

    // The search ends after so many larger numbers without improvement.
    private const int Tries = 3;

    /// <summary>Finds the mixture.</summary>
    /// <param name="data">The training rows; at least one.</param>
    /// <param name="validation">The rows that choose the number of components; null for none.</param>
    /// <param name="seed">The seed of the initialisations.</param>
    /// <param name="threads">Threads to work on; the result does not depend on it.</param>
    /// <param name="progress">Receives the fraction that is done.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public MixtureEstimate Find(
        DoubleColumns data,
        DoubleColumns? validation,
        ulong seed,
        int threads,
        Action<double> progress,
        CancellationToken cancellationToken
    )
    {
        var maximisation = Over(data);
        var some = data.EvenlySpaced(Math.Max(ShortRows, Components));
        var ofSome = some == data ? maximisation : Over(some);
        var unseen = validation is null ? null : Over(validation);
        MixtureEstimate? best = null;
        double min = double.PositiveInfinity;
        int since = 0;
        int[] numbers = [.. Numbers(Math.Min(Components, data.Rows))];
        long total = numbers.Sum(number => (long)number);
        long done = 0;
        foreach (int number in numbers)
        {
            var (logLikelihood, estimate) = Fit(maximisation, ofSome, number, seed);
            double criterion = unseen is null
                ? Criterion(estimate, logLikelihood, data.Rows)
                : -unseen.LogLikelihood(estimate);
            since = criterion < min ? 0 : since + 1;
            (best, min) = criterion < min || best is null ? (estimate, criterion) : (best, min);
            done += number;
            progress(done / (double)total);
            if (since == Tries)
            {
                break;
            }
        }

        return best!;

        ExpectationMaximisation Over(DoubleColumns rows) => new(rows, Floor, threads, cancellationToken);
    }

    /// <summary>−2 log L + (free parameters) · log n; smaller is better. Schwarz 1978.</summary>
    public static double Criterion(MixtureEstimate estimate, double logLikelihood, int rows) =>
        (-2 * rows * logLikelihood) + (estimate.Freedom * Math.Log(rows));

    /// <summary>Short runs from several initialisations, the likeliest of which is continued: Biernacki et al. 2003, "small EM".</summary>
    private (double LogLikelihood, MixtureEstimate Estimate) Fit(
        ExpectationMaximisation maximisation,
        ExpectationMaximisation ofSome,
        int components,
        ulong seed
    )
    {
        var best = (LogLikelihood: double.NegativeInfinity, Estimate: default(MixtureEstimate));
        for (int restart = 0; restart < (components == 1 ? 1 : Restarts); restart++)
        {
            var random = new PhiloxRandom(seed, ((ulong)components << 16) | (uint)restart);
            var found = ofSome.Run(ofSome.Start(components, random), ShortIterations, Tolerance);
            best = found.LogLikelihood > best.LogLikelihood || best.Estimate is null ? found : best;
        }

        return maximisation.Run(best.Estimate!, Iterations, Tolerance);
    }

    // 1, 2, 3 … and then in steps of about an eighth: the criterion is flat around its minimum.
    private IEnumerable<int> Numbers(int max)
    {
        if (!IsMax)
        {
            yield return max;
            yield break;
        }

        for (int number = 1; number < max; number += Math.Max(1, number / 8))
        {
            yield return number;
        }

        yield return max;
    }
}
