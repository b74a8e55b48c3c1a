using Likeness.Data;
using Likeness.Data.Transforms;

namespace Likeness.Sampling.Conditions;

/// <summary>Rows with the values that equalities require; a model that can impute samples the rest.</summary>
internal sealed class ConditionedRows : IRowSource
{
    private readonly Imputer imputer;
    private readonly DataTransform transform;
    private readonly Condition[] equalities;
    private readonly Table known;
    private readonly float[] isKnown;

    /// <summary>Prepares the sampling.</summary>
    /// <param name="imputer">Samples the other values.</param>
    /// <param name="transform">The transform to model space and back.</param>
    /// <param name="conditions">Their equalities are enforced; the others are ignored.</param>
    public ConditionedRows(Imputer imputer, DataTransform transform, ConditionSet conditions)
    {
        (this.imputer, this.transform) = (imputer, transform);
        equalities = [.. conditions.Equalities];
        known = Template(transform, equalities, Sampler.Chunk);
        isKnown = Mask(transform, equalities, Sampler.Chunk);
    }

    /// <inheritdoc/>
    public Table SampleRows(int chunk, ulong seed, bool continuous)
    {
        var z = new float[isKnown.Length];
        var noise = new DequantisationNoise(seed, RandomUse.ConditionBins.Stream(chunk));
        transform.Forward(known, [.. Enumerable.Range(0, known.RowCount)], z, noise);
        imputer.Impute(z, isKnown, z, chunk, seed);
        var cells = new DequantisationNoise(seed, RandomUse.SampleBins.Stream());
        return Restored(transform.Inverse(z, continuous, cells, firstRow: chunk * known.RowCount), equalities);
    }

    /// <summary>Rows of possible column values, with those that equalities require.</summary>
    public static Table Template(DataTransform transform, IReadOnlyList<Condition> equalities, int rows)
    {
        double[] row = [.. transform.Columns.Select(column => column.Minimum)];
        foreach (var equality in equalities)
        {
            row[equality.Column] = equality.Low;
        }

        return new Table(
            [.. transform.Columns.Select(column => new Column(column.Name, column.Grid))],
            [.. Enumerable.Repeat(row, rows).SelectMany(values => values)]
        );
    }

    /// <summary>The rows with exactly the required values, which the transform to model space and back may have rounded.</summary>
    public static Table Restored(Table rows, IReadOnlyList<Condition> equalities)
    {
        double[][] values = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        foreach (var equality in equalities)
        {
            Array.Fill(values[equality.Column], equality.Low);
        }

        return Table.FromColumns(rows.Columns, values, rows.Picture);
    }

    private static float[] Mask(DataTransform transform, Condition[] equalities, int rows)
    {
        float[] row =
        [
            .. Enumerable
                .Range(0, transform.Columns.Count)
                .Where(column => !transform.Columns[column].Constant)
                .Select(column => Array.Exists(equalities, equality => equality.Column == column) ? 1f : 0f),
        ];
        return [.. Enumerable.Repeat(row, rows).SelectMany(values => values)];
    }
}
