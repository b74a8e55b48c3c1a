using System.Globalization;
using System.Text.Json.Serialization;
using Likeness.Compute.Cpu;

namespace Likeness.Evaluation;

/// <summary>A model's negative log-likelihood of real rows, in data space. Only values of one kind are comparable.</summary>
/// <param name="Rows">The number of scored rows.</param>
/// <param name="On">Which rows: "test rows" or "training rows".</param>
/// <param name="Nats">Mean −log p(row), in nats.</param>
/// <param name="BitsPerDimension">Nats / (columns · ln 2).</param>
/// <param name="Interval">90 % bootstrap interval of <paramref name="Nats"/> over the rows.</param>
/// <param name="Kind">How it was computed: "exact", "importance-weighted bound, K = 50", …</param>
public sealed record LikelihoodReport(
    int Rows,
    string On,
    double Nats,
    double BitsPerDimension,
    Interval? Interval,
    string Kind
)
{
    /// <summary>The entropy −E[log p] of the true distribution, in nats; null if unknown. It is a lower bound of every model's expected NLL.</summary>
    public double? Entropy { get; init; }

    /// <summary>What twice the steps of a density's differential equation change on average, in bits per dimension; null for other densities.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? SolverError { get; init; }

    /// <summary><see cref="Kind"/>, with <see cref="SolverError"/> if there is one.</summary>
    internal string Accuracy =>
        SolverError is { } error
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{Kind}; twice the steps change it by {error:G1} bits per dimension"
            )
            : Kind;

    /// <summary>Summarises the log-densities of single rows.</summary>
    /// <param name="logDensities">log p of each row in data space, in nats; at least one.</param>
    /// <param name="columns">The number of dimensions that the density is over.</param>
    /// <param name="on">Describes the scored rows.</param>
    /// <param name="kind">How the densities were computed.</param>
    /// <param name="settings">Seed and number of resamples; the defaults where null.</param>
    public static LikelihoodReport Compute(
        ReadOnlySpan<double> logDensities,
        int columns,
        string on,
        string kind,
        EvaluationSettings? settings = null
    )
    {
        settings ??= new EvaluationSettings();
        double nats = -Spread.Mean(logDensities);
        var resampled = new double[settings.Resamples];
        for (int i = 0; i < resampled.Length; i++)
        {
            var random = new PhiloxRandom(settings.Seed, ((ulong)EvaluationStream.BootstrapRows << 32) | (uint)i);
            double sum = 0;
            for (int row = 0; row < logDensities.Length; row++)
            {
                sum -= logDensities[random.NextInt(logDensities.Length)];
            }

            resampled[i] = sum / logDensities.Length;
        }

        return new LikelihoodReport(
            logDensities.Length,
            on,
            nats,
            nats / (columns * Math.Log(2)),
            Spread.Interval(nats, resampled),
            kind
        );
    }
}
