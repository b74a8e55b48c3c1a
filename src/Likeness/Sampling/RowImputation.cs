using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Models;
using Likeness.Sampling.Conditions;

namespace Likeness.Sampling;

/// <summary>
/// Imputes missing values of rows. A model that supports it samples them given the known values (<see cref="IImputer"/>). With an
/// exact density, importance resampling is used. Otherwise values are taken from the nearest of the model's own samples. Not
/// thread-safe.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="transform">The transform between the data's units and model space.</param>
/// <param name="sampler">Samples from the model unconditionally.</param>
/// <param name="workers">The worker pool; null for the calling thread.</param>
internal sealed class RowImputation(
    GenerativeModel model,
    DataTransform transform,
    Sampler sampler,
    WorkerPool? workers
)
{
    // The number of proposals per row in a batch, the required effective sample size, and the maximum number of proposals.
    private const int Proposals = 128;
    private const int WantedPerSample = 8;
    private const int MaxProposals = 2048;

    private readonly int[] columns =
    [
        .. Enumerable.Range(0, transform.Columns.Count).Where(column => !transform.Columns[column].Constant),
    ];

    /// <summary>Imputes rows.</summary>
    /// <param name="incomplete">The transform's columns; NaN where a value is missing.</param>
    /// <param name="samples">The number of imputations per row; at least 1.</param>
    /// <param name="seed">The seed; different seeds give different imputations.</param>
    /// <param name="progress">Receives the completed fraction.</param>
    /// <param name="cancellationToken">Stops between chunks.</param>
    /// <returns>The imputations of the first row, then those of the second, and so on; and the method.</returns>
    public (Table Rows, string Kind) Fill(
        Table incomplete,
        int samples,
        ulong seed,
        Action<double> progress,
        CancellationToken cancellationToken
    )
    {
        var values = new double[incomplete.RowCount * samples * incomplete.Width];
        string kind =
            model is IImputer ? Natively(incomplete, samples, values, seed, progress, cancellationToken)
            : Importance.Fits(model) ? ByWeight(incomplete, samples, values, seed, progress, cancellationToken)
            : FromOwnSamples(incomplete, samples, values, seed, progress, cancellationToken);
        for (int i = 0; i < values.Length; i++)
        {
            var (row, column) = (i / incomplete.Width / samples, i % incomplete.Width);
            double value = incomplete[row, column];
            values[i] = double.IsNaN(value) ? values[i] : value;
        }

        var filled = transform.Columns.Select(column => new Column(column.Name, column.Grid));
        return (new Table([.. filled], values, transform.Picture), kind);
    }

    private string Natively(
        Table incomplete,
        int samples,
        double[] values,
        ulong seed,
        Action<double> progress,
        CancellationToken cancellationToken
    )
    {
        using var imputer = new Imputer(model, workers, isCalibrated: true);
        var z = new float[Sampler.Chunk * columns.Length];
        var isKnown = new float[z.Length];
        var plain = new Table(incomplete.Columns, Plain(incomplete.ToRowMajor()));
        int total = incomplete.RowCount * samples;
        for (int chunk = 0; chunk * Sampler.Chunk < total; chunk++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int first = chunk * Sampler.Chunk;
            int count = Math.Min(Sampler.Chunk, total - first);
            int[] which = [.. Enumerable.Range(first, Sampler.Chunk).Select(i => Math.Min(i, total - 1) / samples)];
            var noise = new DequantisationNoise(seed, RandomUse.ConditionBins.Stream(chunk));
            transform.Forward(plain.TakeRows(which), [.. Enumerable.Range(0, which.Length)], z, noise);
            for (int i = 0; i < z.Length; i++)
            {
                double value = incomplete[which[i / columns.Length], columns[i % columns.Length]];
                isKnown[i] = double.IsNaN(value) ? 0 : 1;
            }

            imputer.Impute(z, isKnown, z, chunk, seed);
            Take(z.AsSpan(0, count * columns.Length), first, values, seed);
            progress((first + count) / (double)total);
        }

        return $"sampled by the model given the known values ({((IImputer)model).ImputationKind})";
    }

    private string ByWeight(
        Table incomplete,
        int samples,
        double[] values,
        ulong seed,
        Action<double> progress,
        CancellationToken cancellationToken
    )
    {
        using var importance = new Importance(model, sampler, transform, seed, workers);
        double worth = 0;
        int filled = 0;
        for (int row = 0; row < incomplete.RowCount; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (HasMissingValues(incomplete.Row(row)))
            {
                var random = RandomUse.Proposals.Random(seed, row);
                var (proposals, weights) = importance.Propose(
                    Known(incomplete.Row(row)),
                    _ => true,
                    found => found.EffectiveSize >= WantedPerSample * samples || found.Count >= MaxProposals,
                    random.NextUInt64(),
                    continuous: false,
                    Proposals
                );
                var chosen = proposals.TakeRows(weights.Choose(samples, random));
                chosen.ToRowMajor().CopyTo(values.AsSpan(row * samples * incomplete.Width));
                worth += weights.EffectiveSize;
                filled++;
            }

            progress((row + 1) / (double)incomplete.RowCount);
        }

        return $"importance resampling by the model's exact density (mean effective sample size {worth / Math.Max(1, filled):0} per row)";
    }

    private string FromOwnSamples(
        Table incomplete,
        int samples,
        double[] values,
        ulong seed,
        Action<double> progress,
        CancellationToken cancellationToken
    )
    {
        var own = Importance.OwnSamples(sampler, columns.Length, seed);
        var low = new float[columns.Length];
        var high = new float[columns.Length];
        var z = new float[samples * columns.Length];
        var plain = new Table(incomplete.Columns, Plain(incomplete.ToRowMajor()));
        for (int row = 0; row < incomplete.RowCount; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (HasMissingValues(incomplete.Row(row)))
            {
                transform.Forward(plain, [row], low);
                for (int j = 0; j < low.Length; j++)
                {
                    bool missing = double.IsNaN(incomplete[row, columns[j]]);
                    high[j] = missing ? float.PositiveInfinity : low[j];
                    low[j] = missing ? float.NegativeInfinity : low[j];
                }

                var (kernels, weights) = own.Conditioned(low, high);
                var heavy = new WeightedRows();
                Array.ForEach(weights, weight => heavy.Add(Math.Log(weight)));
                int[] chosen = heavy.Choose(samples, RandomUse.Proposals.Random(seed, row));
                for (int sample = 0; sample < samples; sample++)
                {
                    own.Point(kernels[chosen[sample]]).CopyTo(z.AsSpan(sample * columns.Length));
                }

                Take(z, row * samples, values, seed);
            }

            progress((row + 1) / (double)incomplete.RowCount);
        }

        return "taken from the model's own samples with the nearest known values, an approximation";
    }

    private void Take(ReadOnlySpan<float> z, int firstRow, double[] values, ulong seed)
    {
        var cells = new DequantisationNoise(seed, RandomUse.SampleBins.Stream());
        var rows = transform.Inverse(z, continuous: false, cells, firstRow);
        rows.ToRowMajor().CopyTo(values.AsSpan(firstRow * rows.Width));
    }

    private List<Condition> Known(ReadOnlySpan<double> row)
    {
        var known = new List<Condition>();
        foreach (int column in columns)
        {
            if (!double.IsNaN(row[column]))
            {
                known.Add(new Condition(column, row[column], row[column]));
            }
        }

        return known;
    }

    private static bool HasMissingValues(ReadOnlySpan<double> row)
    {
        bool gaps = false;
        foreach (double value in row)
        {
            gaps |= double.IsNaN(value);
        }

        return gaps;
    }

    // A possible value of the column, as a placeholder for a missing one.
    private double[] Plain(ReadOnlySpan<double> values)
    {
        double[] plain = values.ToArray();
        for (int i = 0; i < plain.Length; i++)
        {
            plain[i] = double.IsNaN(plain[i]) ? transform.Columns[i % transform.Columns.Count].Minimum : plain[i];
        }

        return plain;
    }
}
