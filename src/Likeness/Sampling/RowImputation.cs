using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Models;
using Likeness.Sampling.Conditions;

namespace Likeness.Sampling;

/// <summary>
/// Fills what is missing of rows: drawn by the model given the rest where it can (<see cref="IImputer"/>); else by importance resampling where
/// its density is exact; else taken from those of its own draws that are nearest. One thread may use it at a time.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="transform">Between the data's units and model space.</param>
/// <param name="sampler">Draws freely from the model.</param>
/// <param name="workers">Who does the work; null for the calling thread.</param>
internal sealed class RowImputation(
    GenerativeModel model,
    DataTransform transform,
    Sampler sampler,
    WorkerPool? workers
)
{
    // Proposals for one row that are weighted together, how many rows of equal weight they should be worth, and how many there are at most.
    private const int Proposals = 128;
    private const int WantedPerSample = 8;
    private const int MaxProposals = 2048;

    private readonly int[] columns =
    [
        .. Enumerable.Range(0, transform.Columns.Count).Where(column => !transform.Columns[column].Constant),
    ];

    /// <summary>Fills rows.</summary>
    /// <param name="incomplete">The transform's columns; NaN where a value is missing.</param>
    /// <param name="samples">Fillings of each row; at least 1.</param>
    /// <param name="seed">Another seed gives other fillings.</param>
    /// <param name="progress">Told the share that is done.</param>
    /// <param name="cancellationToken">Stops between pieces of work.</param>
    /// <returns>The fillings of the first row, then those of the second, and so on; and how they were had.</returns>
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
            double given = incomplete[row, column];
            values[i] = double.IsNaN(given) ? values[i] : given;
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
        using var imputer = new Imputer(model, workers);
        var z = new float[Sampler.Chunk * columns.Length];
        var isGiven = new float[z.Length];
        var plain = new Table(incomplete.Columns, Plain(incomplete.Values));
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
                double given = incomplete[which[i / columns.Length], columns[i % columns.Length]];
                isGiven[i] = double.IsNaN(given) ? 0 : 1;
            }

            imputer.Impute(z, isGiven, z, chunk, seed);
            Take(z.AsSpan(0, count * columns.Length), first, values, seed);
            progress((first + count) / (double)total);
        }

        return $"drawn by the model given the rest ({((IImputer)model).ImputationKind})";
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
                chosen.Values.CopyTo(values.AsSpan(row * samples * incomplete.Width));
                worth += weights.EffectiveSize;
                filled++;
            }

            progress((row + 1) / (double)incomplete.RowCount);
        }

        return $"chosen from proposals weighted by the model's exact density (worth {worth / Math.Max(1, filled):0} of equal weight a row, on average)";
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
        var plain = new Table(incomplete.Columns, Plain(incomplete.Values));
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

        return "taken from those of the model's own draws that are nearest in what is given, an approximation";
    }

    private void Take(ReadOnlySpan<float> z, int firstRow, double[] values, ulong seed)
    {
        var cells = new DequantisationNoise(seed, RandomUse.SampleBins.Stream());
        var rows = transform.Inverse(z, continuous: false, cells, firstRow);
        rows.Values.CopyTo(values.AsSpan(firstRow * rows.Width));
    }

    private List<Condition> Known(ReadOnlySpan<double> row)
    {
        var given = new List<Condition>();
        foreach (int column in columns)
        {
            if (!double.IsNaN(row[column]))
            {
                given.Add(new Condition(column, row[column], row[column]));
            }
        }

        return given;
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

    // Some value that the column can have where one is missing.
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
