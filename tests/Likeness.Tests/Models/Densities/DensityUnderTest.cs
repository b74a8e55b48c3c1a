using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Modalities.Tables.Datasets;
using Likeness.Models;
using Likeness.Sampling;
using Likeness.Sampling.Conditions;

namespace Likeness.Tests.Models.Densities;

/// <summary>
/// A density and its sampler as functions over rows of numbers, row by row, so that a mutation is a wrapper of one function.
/// </summary>
/// <param name="Columns">Width of a row.</param>
/// <param name="LogDensity">log p of each row, in nats.</param>
/// <param name="Sample">So many rows from a seed.</param>
/// <param name="Conditional">
/// So many samples of the one column of two, conditioned on a value of the other: (missing column, value, count). Null where there is none.
/// </param>
internal sealed record DensityUnderTest(
    int Columns,
    Func<double[], double[]> LogDensity,
    Func<int, ulong, double[]> Sample,
    Func<int, double, int, double[]>? Conditional = null
)
{
    /// <summary>
    /// A trained model in the units of its table. The prior of the density is left out: samples have none of it, and its own tests are in
    /// <see cref="DensityPropertyTests"/>.
    /// </summary>
    public static DensityUnderTest FromTrained(Trained trained)
    {
        var model = trained.State.Chosen;
        var transform = new DataTransform(trained.Transform.Columns);
        Column[] columns = [.. transform.Columns.Select(column => new Column(column.Name))];
        Table Rows(double[] values) => new(columns, values);
        return new(
            columns.Length,
            rows =>
            {
                using var scorer = new Scorer(model, transform, seed: 1);
                return [.. scorer.Score(Rows(rows)).LogDensity];
            },
            (count, seed) =>
            {
                using var pool = new WorkerPool(1);
                using var sampler = new Sampler(model, transform, pool);
                return sampler.Sample(count, seed, continuous: true).ToRowMajor();
            },
            (missing, given, count) => Conditioned(model, transform, missing, given, count)
        );
    }

    /// <summary>A dataset of two columns whose density is known.</summary>
    public static DensityUnderTest FromDataset(IKnownDensity density, Func<int, ulong, Table> load) =>
        new(
            2,
            rows => [.. rows.Chunk(2).Select(row => density.LogDensity(row))],
            (count, seed) => load(count, seed).ToRowMajor()
        );

    // By the model itself where it can, else by importance resampling with its density, as users get it.
    private static double[] Conditioned(
        GenerativeModel model,
        DataTransform transform,
        int missing,
        double given,
        int count
    )
    {
        using var pool = new WorkerPool(1);
        using var sampler = new Sampler(model, transform, pool);
        var conditions = ConditionSet.Create([new Condition(1 - missing, given, given)], transform);
        using var found = new ConditionalSampler(model, transform, sampler, pool).Sample(
            count,
            conditions,
            new(),
            seed: 7,
            continuous: true,
            _ => { },
            CancellationToken.None
        );
        return found.Rows.ToTable().ColumnValues(missing);
    }
}
